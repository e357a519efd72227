import ServerIdentity
import Testing

@testable import IndependentValidator

/// What constraints on dNSNames do not bind: told as a note, never a reason to refuse.
@Suite("An SRV-ID or URI-ID below constraints on dNSNames")
struct UnconstrainedServiceTests {
    private static let dns = tlv(0xA0, sequence(dnsName("example.org")))

    @Test(
        arguments: [
            ("SRV-ID", "srv:_imaps.example.com", dns, "the SRV-ID was matched below 'CN=CA'"),
            ("URI-ID", "uri:sip:sip.example.com", dns, "the URI-ID was matched below 'CN=CA'"),
            ("DNS-ID", "www.example.org", dns, nil),
            ("without constraints", "srv:_imaps.example.com", nil, nil),
        ] as [(String, String, Octets?, String?)])
    func note(_: String, identity: String, subtrees: Octets?, text: String?) throws {
        let intermediate = TestCertificate.link("CA", by: "Root").with {
            guard let subtrees else { return }
            $0.extensions.append(
                TestCertificate.extension(Identifier.nameConstraints, sequence(subtrees), critical: tlv(1, [0xFF])))
        }
        let leaf = TestCertificate.link("leaf", by: "CA").with {
            $0.names = [serviceName("_imaps.example.com"), uriName("sip:sip.example.com"), dnsName("www.example.org")]
            $0.extensions = [TestCertificate.extendedKeyUsage(1)]
        }
        let answer = try Asking.answer([leaf, intermediate], name: identity)
        #expect(answer.verdict.isAccepted, "\(answer.verdict)")
        let notes = answer.notes.filter { $0.cause == .kindUnconstrained }
        #expect(notes.count == (text == nil ? 0 : 1))
        if let text { #expect(notes.first?.description.hasPrefix(text) == true && notes.first?.depth == 1) }
    }
}
