import ServerIdentity
import Testing

@Suite("Targets as people write them")
struct TargetTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let text: String, identity: String, host: String, port: Int, address: String?
        var testDescription: String { text }
        init(_ text: String, _ identity: String, _ host: String, _ port: Int, _ address: String? = nil) {
            (self.text, self.identity, self.host, self.port, self.address) = (text, identity, host, port, address)
        }
    }

    static func target(_ text: String) throws(ReferenceIdentityError) -> Target {
        try Target(parsing: text, asciiForm: ReferenceIdentityTests.asciiForm)
    }

    @Test(
        "read",
        arguments: [
            Row("www.example.org", "www.example.org", "www.example.org", 443),
            Row("www.example.org:8443", "www.example.org", "www.example.org", 8443),
            Row("WWW.example.org.:1", "www.example.org", "www.example.org", 1),
            Row("www.example.org:65535", "www.example.org", "www.example.org", 65535),
            Row("dns:853", "dns", "dns", 853),  // a host called dns
            Row("bücher.example", "xn--bcher-kva.example", "xn--bcher-kva.example", 443),
            Row("192.0.2.1", "192.0.2.1", "192.0.2.1", 443),
            Row("192.0.2.1:993", "192.0.2.1", "192.0.2.1", 993),
            Row("::1", "::1", "::1", 443),
            Row("[::1]", "::1", "::1", 443),
            Row("[2001:db8::1]:8443", "2001:db8::1", "2001:db8::1", 8443),
            Row("[fe80::1%eth0]:8443", "fe80::1", "fe80::1%eth0", 8443),  // connects through the zone, identifies without it
            Row("https://www.example.org/path?query#fragment", "www.example.org", "www.example.org", 443),
            Row("https://www.example.org/a,b", "www.example.org", "www.example.org", 443),
            Row("HTTPS://www.example.org:8443", "www.example.org", "www.example.org", 8443),
            Row("imaps://mail.example.org", "mail.example.org", "mail.example.org", 993),
            Row("https://[::1]/", "::1", "::1", 443),
            Row("www.example.org{192.0.2.1}", "www.example.org", "www.example.org", 443, "192.0.2.1"),  // sslyze
            Row("www.example.org{2001:db8::1}:8443", "www.example.org", "www.example.org", 8443, "2001:db8::1"),
            Row("192.0.2.1,www.example.org", "www.example.org", "www.example.org", 443, "192.0.2.1"),  // zgrab2
            Row("192.0.2.1, www.example.org, tag, 8443", "www.example.org", "www.example.org", 8443, "192.0.2.1"),
            Row("2001:db8::1,,tag,", "2001:db8::1", "2001:db8::1", 443, "2001:db8::1"),
            Row(",www.example.org,tag,993\r", "www.example.org", "www.example.org", 993),
        ])
    func reads(row: Row) throws {
        let target = try Self.target(row.text)
        #expect(target.identity.description == row.identity)
        #expect(target.host == row.host)
        #expect(target.port == row.port)
        #expect(target.address == row.address)
        #expect(target.text == row.text)
    }

    @Test(
        "refused",
        arguments: [
            "", ":", ":443", "www.example.org:", "www.example.org:0", "www.example.org:70000", "www.example.org:65536",
            "www.example.org:-1",
            "www.example.org:+443", "www.example.org:443x", "www.example.org:4４3", "www.example.org:000443", "a:b:c", "[::1",
            "[::1]443", "[::1]:", "[::1]x:1", "[fe80::1%a b]:443", "[fe80::1%a\nb]{127.0.0.1}:443",
            "::1]:443", "127.1:443", "gopher://www.example.org", "https://user@www.example.org", "https:///path", "://",
            "www.example.org{", "a.ex{127.0.0.1}ample", "a.example{127.0.0.1}443", "{127.0.0.1}a.example",
            "www.example.org{}", "www.example.org{localhost}", "www.example.org{192.0.2.1%eth0}", "{192.0.2.1}",
            "srv:_imaps.example.org", "ip:::1",
            "uri:sip:example.org", ",", ",,,", "192.0.2.1,a,b,443,c", "www.example.org,www.example.org",
            "192.0.2.1,www.example.org,,70000",
            "www.example.org\0", "www.example.org/path", "# comment",
        ])
    func refuses(text: String) { #expect(throws: ReferenceIdentityError.self) { try Self.target(text) } }

    @Test func `a bad port is named`() {
        let error = #expect(throws: ReferenceIdentityError.self) { try Self.target("www.example.org:70000") }
        #expect(error?.description == "'www.example.org:70000' names no server: '70000' is not a port; ports go from 1 to 65535")
    }
}
