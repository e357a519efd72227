import ServerIdentity
import Testing

@Suite("Host names (RFC 1035, RFC 1123)")
struct DNSNameTests {
    @Test(
        "read",
        arguments: [
            ("www.example.org", "www.example.org"),
            ("WWW.Example.ORG", "www.example.org"),  // RFC 4343
            ("www.example.org.", "www.example.org"),  // the root's dot is folded away
            ("localhost", "localhost"),
            ("a_b.example.org", "a_b.example.org"),  // exists, and certificates carry it
            ("_dmarc.example.org", "_dmarc.example.org"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("1.2.3.example", "1.2.3.example"),
            ("0x.example", "0x.example"),
            ("123a", "123a"),
            ("0xfg", "0xfg"),
        ])
    func reads(text: String, name: String) throws {
        #expect(try DNSName(parsing: text).description == name)
    }

    @Test(
        "refused",
        arguments: [
            ("", DNSNameError.empty),
            (".", .empty),
            ("a..b", .emptyLabel(offset: 2)),
            ("a..", .emptyLabel(offset: 2)),
            (".example.org", .emptyLabel(offset: 0)),
            ("*.example.org", .forbiddenOctet(UInt8(ascii: "*"), offset: 0)),
            ("a b", .forbiddenOctet(UInt8(ascii: " "), offset: 1)),
            ("www.example.org\0.evil.example", .forbiddenOctet(0, offset: 15)),
            ("user@example.org", .forbiddenOctet(UInt8(ascii: "@"), offset: 4)),
            ("https://www.example.org", .forbiddenOctet(UInt8(ascii: ":"), offset: 5)),
            ("bücher.example", .notASCII(offset: 1)),
            ("1.2.3.4", .endsInNumber),
            ("01.2.3.4", .endsInNumber),
            ("0x7f.1", .endsInNumber),
            ("127.1", .endsInNumber),
            ("example.0x", .endsInNumber),  // WHATWG URL: "ends in a number"
            ("example.0XaF", .endsInNumber),
            ("example.123.", .endsInNumber),
        ])
    func refuses(text: String, error: DNSNameError) {
        #expect(throws: error) { try DNSName(parsing: text) }
    }

    @Test func `a label has at most 63 octets`() throws {
        let label = String(repeating: "a", count: 63)
        #expect(try DNSName(parsing: label + ".example").octets.count == 71)
        #expect(throws: DNSNameError.labelTooLong(octets: 64, offset: 0)) { try DNSName(parsing: label + "a.example") }
    }

    @Test func `a name has at most 253 octets`() throws {
        let long = Array(repeating: String(repeating: "a", count: 49), count: 5).joined(separator: ".") + ".abc"
        #expect(long.utf8.count == 253)
        #expect(try DNSName(parsing: long + ".").octets.count == 253)
        #expect(throws: DNSNameError.tooLong(octets: 300)) { try DNSName(parsing: String(repeating: "a.", count: 149) + "bc") }
    }

    @Test func `every error says where and why`() {
        #expect(DNSNameError.forbiddenOctet(0, offset: 3).description == "'\\x00' at octet 4 can't stand in a host name")
        #expect(DNSNameError.tooLong(octets: 300).description == "300 octets are more than the 253 that the DNS allows")
        #expect(DNSNameError.endsInNumber.description.contains("IPv4"))
    }
}
