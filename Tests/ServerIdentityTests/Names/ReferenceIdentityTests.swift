import ServerIdentity
import Testing

@Suite("Reference identities as typed (RFC 9525 section 6.2)")
struct ReferenceIdentityTests {
    /// Stands in for libidn2: knows one name.
    static let asciiForm: ASCIIForm = { text in
        switch text {
        case "bücher.example": .success("xn--bcher-kva.example")
        case "１２７.0.0.1": .success("127.0.0.1")  // full-width digits, as IDNA maps them
        default: .failure(ReferenceIdentityError(text, "not in the table of this test"))
        }
    }

    @Test(
        "the kind is decided by the text alone",
        arguments: [
            ("www.example.org", "DNS-ID", "www.example.org"),
            ("WWW.EXAMPLE.ORG.", "DNS-ID", "www.example.org"),
            ("bücher.example", "DNS-ID", "xn--bcher-kva.example"),
            ("dns:www.example.org", "DNS-ID", "www.example.org"),
            ("1.2.3.4", "IP-ID", "1.2.3.4"),
            ("::1", "IP-ID", "::1"),
            ("[::1]", "IP-ID", "::1"),
            ("ip:192.0.2.1", "IP-ID", "192.0.2.1"),
            ("ip:[2001:DB8::1]", "IP-ID", "2001:db8::1"),
            ("fe80::1%eth0", "IP-ID", "fe80::1"),  // the zone says how to reach it, not whose it is
            ("[fe80::1%25eth0]", "IP-ID", "fe80::1"),
            ("srv:_imaps.example.org", "SRV-ID", "srv:_imaps.example.org"),
            ("srv:_IMAPS.Example.org.", "SRV-ID", "srv:_imaps.example.org"),
            ("uri:sip:example.org", "URI-ID", "uri:sip:example.org"),
            ("uri:HTTPS://Example.org", "URI-ID", "uri:https:example.org"),
        ])
    func reads(text: String, kind: String, description: String) throws {
        let identity = try ReferenceIdentity(parsing: text, asciiForm: Self.asciiForm)
        #expect(identity.kind == kind)
        #expect(identity.description == description)
    }

    @Test(
        "texts that other programs read as addresses or worse",
        arguments: [
            "", ".", "127.1", "0x7f.1", "01.2.3.4", "2130706433", "1.2.3.256", "example.42", "１２７.0.0.1", "[1.2.3.4]", "[::1",
            "::1]", "[]", "[]:443",
            "::g", "1.2.3.4%eth0", "www.example.org:443", "https://www.example.org", "*.example.org", "a b", "www.example.org\0",
            "www.example.org\0.evil.example", "www..example.org", "ип.example", "ip:", "ip:www.example.org", "dns:1.2.3.4",
            "dns:[::1]", "srv:",
            "srv:imaps.example.org", "srv:_imaps", "srv:_.example.org", "srv:_im aps.example.org", "srv:_imaps.*.example.org",
            "uri:", "uri:sip",
            "uri::example.org", "uri:1sip:example.org", "uri:sip:1.2.3.4", "uri:sip:alice@example.org", "uri:https://example.org/",
        ])
    func refuses(text: String) {
        #expect(throws: ReferenceIdentityError.self) { try ReferenceIdentity(parsing: text, asciiForm: Self.asciiForm) }
    }

    @Test func `a host of 300 octets is refused with its length`() {
        let error = #expect(throws: ReferenceIdentityError.self) {
            try ReferenceIdentity(parsing: String(repeating: "a.", count: 148) + "host", asciiForm: Self.asciiForm)
        }
        #expect(error?.description.hasSuffix("300 octets are more than the 253 that the DNS allows") == true)
    }

    @Test func `a NUL is shown, not printed`() {
        let error = #expect(throws: ReferenceIdentityError.self) {
            try ReferenceIdentity(parsing: "a\0b", asciiForm: Self.asciiForm)
        }
        #expect(error?.description == "'a\\x00b' names no server: '\\x00' at octet 2 can't stand in a host name")
    }

    @Test func `the description can be read again`() throws {
        for text in ["www.example.org", "2001:db8::1", "srv:_xmpp-client.example.org", "uri:sips:example.org"] {
            let identity = try ReferenceIdentity(parsing: text, asciiForm: Self.asciiForm)
            #expect(try ReferenceIdentity(parsing: identity.description, asciiForm: Self.asciiForm) == identity)
        }
    }
}
