import IndependentValidator
import ServerIdentity
import Testing

@Suite("A certificate's names against a reference identity")
struct NameMatchingTests {
    fileprivate func finding(
        _ names: [Octets], _ asked: String, subject: Octets = name("www.example.org"), _ policy: Policy = .default
    ) throws -> Finding? {
        let certificate = try TestCertificate().with {
            $0.names = names
            $0.subject = subject
        }.decoded()
        return Asking.engine.matchName(certificate, try Asking.identity(asked), policy: policy)
    }

    private static let everyKind = [
        emailName("admin@example.org"), dnsName("a.example.org"), dnsName("*.b.example.org"), ipName([192, 0, 2, 1]),
        ipName([0x20, 0x01, 0x0D, 0xB8] + Octets(repeating: 0, count: 11) + [1]), uriName("sip:example.org"),
        serviceName("_imaps.example.org"),
    ]

    @Test(arguments: [
        "a.example.org", "A.EXAMPLE.ORG.", "x.b.example.org", "192.0.2.1", "2001:db8::1", "[2001:DB8::1]", "uri:sip:example.org",
        "srv:_imaps.example.org",
    ])
    func `each kind is found among all`(asked: String) throws { #expect(try finding(Self.everyKind, asked) == nil) }

    @Test(arguments: [
        ("c.example.org", "RFC 9525 section 6.3"), ("example.org", "RFC 9525 section 6.3"), ("192.0.2.2", "RFC 9525 section 6.4"),
        ("::ffff:192.0.2.1", "RFC 9525 section 6.4"), ("uri:sips:example.org", "RFC 9525 section 6.5"),
        ("srv:_imap.example.org", "RFC 9525 section 6.5"),
    ])
    func `a mismatch names the rule`(asked: String, rule: String) throws {
        let found = try #require(try finding(Self.everyKind, asked))
        #expect(found.id == .nameMismatch)
        #expect(found.depth == 0)
        #expect(found.rule == rule)
    }

    @Test func `names of the kind asked for come first, and names of no server are left out`() throws {
        let text = try #require(try finding(Self.everyKind, "10.0.0.1")).description
        #expect(
            text
                == "valid for 192.0.2.1, 2001:db8::1, a.example.org, *.b.example.org, sip:example.org and 1 more name, not for 10.0.0.1"
        )
    }

    @Test func `a kind that is not presented is no usable name`() throws {
        let address = try #require(try finding([dnsName("a.example.org")], "192.0.2.1"))
        #expect(address.id == .noUsableName)
        #expect(
            address.description == "presents no name of the kind IP-ID, only a.example.org, CN www.example.org; asked for 192.0.2.1"
        )
        #expect(try finding([ipName([192, 0, 2, 1])], "www.example.org")?.id == .noUsableName)
        #expect(try finding([dnsName("example.org")], "srv:_imaps.example.org")?.id == .noUsableName)
        #expect(try finding([dnsName("example.org")], "uri:sip:example.org")?.id == .noUsableName)
    }

    @Test func `an address in a dNSName or a commonName identifies nobody (RFC 9525 section 6.4)`() throws {
        #expect(try finding([dnsName("192.0.2.1")], "192.0.2.1")?.id == .noUsableName)
        #expect(try finding([], "192.0.2.1", subject: name("192.0.2.1"), .legacy)?.id == .noUsableName)
    }

    @Test func `an iPAddress of other than 4 or 16 octets matches nothing`() throws {
        #expect(try finding([ipName([192, 0, 2])], "192.0.2.1")?.id == .nameMismatch)
        #expect(try finding([ipName([192, 0, 2, 1, 255, 255, 255, 255])], "192.0.2.1")?.id == .nameMismatch)
        #expect(try finding([ipName([])], "192.0.2.1")?.description == "valid for (iPAddress of 0 octets), not for 192.0.2.1")
    }

    @Test func `a NUL in a name is shown in the evidence`() throws {
        let found = try #require(try finding([dnsName("www.example.org\0.evil.example")], "www.example.org"))
        #expect(
            found.description
                == "dNSName 'www.example.org\\x00.evil.example' matches nothing: '\\x00' at octet 16 can't stand in a host name")
    }

    @Suite("The commonName (RFC 6125 section 6.4.4)")
    struct CommonName {
        private let outer = NameMatchingTests()

        @Test func `never counts by default, and is named`() throws {
            let found = try #require(try outer.finding([], "www.example.org"))
            #expect(found.description == "presents no name of the kind DNS-ID, only CN www.example.org; asked for www.example.org")
        }

        @Test func `counts under legacy if no other name of a server is presented`() throws {
            #expect(try outer.finding([], "www.example.org", .legacy) == nil)
            #expect(try outer.finding([emailName("a@example.org")], "www.example.org", .legacy) == nil)
            #expect(try outer.finding([], "x.example.org", subject: name("*.example.org"), .legacy) == nil)
            #expect(
                try outer.finding([], "x.example.org", .legacy)?.description
                    == "valid for CN www.example.org, not for x.example.org")
        }

        @Test(arguments: [
            dnsName("a.example.org"), dnsName(""), dnsName("a\0b"), uriName("https://a.example.org"),
            serviceName("_imaps.example.org"), ipName([192, 0, 2, 1]),
            ipName([1]),
        ])
        func `is displaced by any name of a server`(other: Octets) throws {
            #expect(try outer.finding([other], "www.example.org", .legacy) != nil)
        }

        @Test func `is the most specific of several`() throws {
            let both = sequence(
                attribute(Identifier.commonName, utf8String("first.example.org")),
                attribute(Identifier.commonName, utf8String("last.example.org")))
            #expect(try outer.finding([], "last.example.org", subject: both, .legacy) == nil)
            #expect(try outer.finding([], "first.example.org", subject: both, .legacy)?.id == .nameMismatch)
        }

        @Test func `stands for a DNS-ID only`() throws {
            #expect(
                try outer.finding([], "srv:_imaps.example.org", subject: name("_imaps.example.org"), .legacy)?.id == .noUsableName)
            #expect(try outer.finding([], "uri:sip:example.org", subject: name("sip:example.org"), .legacy)?.id == .noUsableName)
        }
    }
}
