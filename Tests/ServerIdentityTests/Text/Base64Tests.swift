import Foundation
import ServerIdentity
import Testing

@Suite("Strict base64 (RFC 4648)")
struct Base64Tests {
    private func decode(_ text: String) -> Result<[UInt8], Base64Failure> {
        var decoder = Base64Decoder()
        for octet in text.utf8 { if let problem = decoder.take(octet) { return .failure(Base64Failure(problem: problem)) } }
        if let problem = decoder.finish() { return .failure(Base64Failure(problem: problem)) }
        return .success(decoder.octets)
    }

    private struct Base64Failure: Error, Equatable {
        let problem: Base64Problem
    }

    @Test(
        "test vectors of section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(plain: String, encoded: String) throws {
        #expect(try decode(encoded).get() == Array(plain.utf8))
        #expect(base64(Array(plain.utf8)) == encoded)
    }

    @Test(
        "whole groups of digits are taken, and nothing else",
        arguments: [
            ("", 0), ("Zm9", 0), ("Zm9v", 4), ("Zm9vYg==", 4), ("Zm9vYmFy", 8), ("Zm9v YmFy", 4), ("Zm9vY*Fy", 4), ("=m9v", 0),
            ("Zm9vYm\u{E9}", 4), ("+/+/", 4), ("-_-_", 0),
        ])
    func groups(text: String, taken: Int) {
        let octets = Array(text.utf8)
        var byGroups = Base64Decoder()
        #expect(Array(byGroups.takeGroups(octets[...])) == Array(octets[taken...]))
        var byOctets = Base64Decoder()
        for octet in octets[..<taken] { #expect(byOctets.take(octet) == nil) }
        #expect(byGroups.octets == byOctets.octets)
        // In the middle of a group, or after padding, nothing is a whole group.
        for start in ["Z", "Zg=", "Zg=="] {
            var begun = Base64Decoder()
            for octet in start.utf8 { _ = begun.take(octet) }
            #expect(Array(begun.takeGroups(octets[...])) == octets)
        }
    }

    @Test func `every octet value survives`() throws {
        for length in 250...256 {
            let octets = (0..<length).map { UInt8($0) }
            #expect(try decode(base64(octets)).get() == octets)
            #expect(base64(octets) == Data(octets).base64EncodedString())
        }
    }

    @Test(
        "is refused",
        arguments: [
            ("Z", Base64Problem.incomplete), ("Zg", .incomplete), ("Zg=", .incomplete), ("Zm8", .incomplete),
            ("=", .misplacedPadding), ("Z===", .misplacedPadding), ("Zg===", .misplacedPadding), ("Zm9v=", .misplacedPadding),
            ("Zg==Zg==", .misplacedPadding), ("Zm8=Z", .misplacedPadding),
            ("Zh==", .strayBits), ("Zm9=", .strayBits),  // section 3.5: pad bits are zero
            ("Zm9_", .notBase64(UInt8(ascii: "_"))), ("Zm9-", .notBase64(UInt8(ascii: "-"))),  // base64url
            ("Zm\u{0}v", .notBase64(0)), ("Zm 9", .notBase64(0x20)), ("Zmö9", .notBase64(0xC3)),
        ])
    func isRefused(text: String, problem: Base64Problem) {
        #expect(decode(text) == .failure(Base64Failure(problem: problem)))
    }
}
