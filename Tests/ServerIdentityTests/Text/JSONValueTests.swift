import Foundation
import ServerIdentity
import Testing

@Suite("JSON writer (RFC 8259)")
struct JSONValueTests {
    private static let rows: [(JSONValue, String)] = [
        (JSONValue.null, "null"), (.bool(true), "true"), (.bool(false), "false"), (.integer(.min), "-9223372036854775808"),
        (.array([]), "[]"), (.object([]), "{}"), (.array([.null, .integer(1)]), "[null,1]"),
        (["b": .null, "a": .string("x")], #"{"b":null,"a":"x"}"#),
        (.string("a\"\\/\n\r\t\u{00}\u{1F}\u{7F}"), #""a\"\\/\n\r\t\u0000\u001f\u007f""#),
        (.string("é\u{2028}😀"), #""\u00e9\u2028\ud83d\ude00""#), (.optional(String?.none), "null"), (.optional(3), "3"),
    ]

    @Test("values", arguments: rows)
    func values(row: (JSONValue, String)) {
        #expect(row.0.description == row.1)
        #expect(row.0.octets == Array(row.1.utf8))
    }

    @Test func `every scalar of the first planes survives a parser`() throws {
        let text = String(String.UnicodeScalarView((0...0x11000).compactMap(Unicode.Scalar.init(_:))))
        let line = JSONValue.array([.string(text)]).description
        #expect(line.utf8.allSatisfy { 0x20 <= $0 && $0 < 0x7F })
        let parsed = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String]
        #expect(parsed == [text])
    }
}
