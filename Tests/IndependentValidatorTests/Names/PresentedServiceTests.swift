import ServerIdentity
import Testing

@testable import IndependentValidator

@Suite("SRV-IDs (RFC 4985, RFC 9525 section 6.5)")
struct PresentedServiceTests {
    @Test(
        arguments: [
            ("_imaps.example.org", true),
            ("_IMAPS.Example.Org", true),
            ("_imap.example.org", false),
            ("_imapss.example.org", false),
            ("imaps.example.org", false),
            ("_imaps.www.example.org", false),
            ("_imaps.example.org.", false),
            ("_imaps.*.org", false),
            ("*.example.org", false),
            ("_imaps-example.org", false),
            ("_imaps.example.org\0", false),
            ("_", false),
            ("", false),
        ])
    func matches(presented: String, isMatch: Bool) throws {
        let domain = try DNSName(parsing: "example.org")
        #expect(PresentedService(octets: Array(presented.utf8)).matches(service: "imaps", domain: domain) == isMatch)
    }
}
