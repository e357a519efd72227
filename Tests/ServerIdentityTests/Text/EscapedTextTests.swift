import ServerIdentity
import Testing

@Suite("Escaped text")
struct EscapedTextTests {
    @Test(
        arguments: [
            ("plain ASCII ~", "plain ASCII ~"),
            ("", ""),
            ("a\0b", "a\\x00b"),
            ("\u{1B}[31mred", "\\x1b[31mred"),  // a terminal's escape code
            ("back\\slash", "back\\x5cslash"),
            ("line\nfeed\r\t\u{7F}", "line\\x0afeed\\x0d\\x09\\x7f"),
            ("ü", "\\xc3\\xbc"),
            ("\u{202E}gro", "\\xe2\\x80\\xaegro"),  // right-to-left override
        ])
    func escapes(text: String, expected: String) { #expect(EscapedText(text).description == expected) }

    @Test func `all octets become printable ASCII`() {
        let text = EscapedText(Array(UInt8.min...UInt8.max)).description
        #expect(text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    }

    @Test func `what is left out is counted`() {
        #expect(EscapedText("abcdef", limit: 4).description == "abcd… (2 more octets)")
        #expect(EscapedText("abcd", limit: 4).description == "abcd")
    }

    @Test func `hexadecimal has two digits for each octet`() {
        #expect(hexadecimal([0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
        #expect(hexadecimal(UInt8(7)) == "07")
    }
}
