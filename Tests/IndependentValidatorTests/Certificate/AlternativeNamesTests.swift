import ServerIdentity
import Testing

@testable import IndependentValidator

@Suite("subjectAltName (RFC 5280 section 4.2.1.6)")
struct AlternativeNamesTests {
    @Test func `every kind is presented, in order`() throws {
        let certificate = try TestCertificate().with {
            $0.names = [
                otherName([0x2A, 0x03], utf8String("x")), serviceName("_a.example"),
                otherName(Identifier.serviceName, utf8String("_a.example")),
                emailName("a@example"), dnsName("a.example"), tlv(0xA3, []), tlv(0xA4, name("x")),
                tlv(0xA5, tlv(0xA1, utf8String("x"))),
                uriName("urn:x"), ipName([1, 2, 3]), tlv(0x88, [0x2A, 0x03]),
            ]
        }.decoded()
        #expect(
            certificate.names == [
                .other("otherName 1.2.3"), .srv(Array("_a.example".utf8)), .other("SRVName that is no IA5String"),
                .email(Array("a@example".utf8)),
                .dns(Array("a.example".utf8)), .other("x400Address"), .directoryName("CN=x"), .other("ediPartyName"),
                .uri(Array("urn:x".utf8)),
                .ip([1, 2, 3]), .other("registeredID 1.2.3"),
            ])
    }

    @Test(
        "an ediPartyName without a party refuses the extension",
        arguments: [[], tlv(0xA1, []), tlv(0x81, [0x78]), tlv(0xA1, tlv(0x0C, [])), tlv(0xA1, tlv(2, [1]))])
    func emptyParty(content: Octets) throws {
        let certificate = try TestCertificate().with { $0.names = [tlv(0xA5, content)] }.decoded()
        #expect(certificate.names.isEmpty && certificate.extensions.flaws.first?.field.contains("partyName") == true)
    }

    @Test func `octets stay as they are`() throws {
        let odd: Octets = [0x00, 0xFF, 0x2E, 0x1B]
        let certificate = try TestCertificate().with { $0.names = [tlv(0x82, odd), tlv(0x82, []), tlv(0x86, odd)] }.decoded()
        #expect(certificate.names == [.dns(odd), .dns([]), .uri(odd)])
    }

    @Test func `without the extension there are no names`() throws {
        #expect(try TestCertificate().decoded().names.isEmpty)
    }
}
