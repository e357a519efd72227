import ServerIdentity
import Testing

@testable import IndependentValidator

/// What libraries hold against constraints and RFC 5280 does not: told as a note, never a reason to refuse.
@Suite("A commonName outside the constraints")
struct UnconstrainedCommonNameTests {
    private static func constrained(_ subtrees: Octets) -> TestCertificate {
        TestCertificate.link("CA", by: "Root").with {
            $0.extensions.append(
                TestCertificate.extension(Identifier.nameConstraints, sequence(subtrees), critical: tlv(1, [0xFF])))
        }
    }

    private static let permitted = constrained(tlv(0xA0, sequence(dnsName("example.org"))))
    private static let excluded = constrained(tlv(0xA1, sequence(dnsName("example.com"))))
    private static let unconstrained = TestCertificate.link("CA", by: "Root")
    private static let address = ipName([192, 0, 2, 1])

    @Test(
        arguments: [
            ("a host name that is not permitted", "www.example.com", [address], permitted, NameConstraintBreach.Place.notPermitted),
            ("an excluded one", "www.example.com", [address], excluded, .excluded),
            ("a text that is no host name", "Example Corp", [address], permitted, .unplaceable),
            ("a permitted one", "www.example.org", [address], permitted, nil),
            ("beside a dNSName", "www.example.com", [address, dnsName("www.example.org")], permitted, nil),
            ("without constraints", "www.example.com", [address], unconstrained, nil),
        ] as [(String, String, [Octets], TestCertificate, NameConstraintBreach.Place?)])
    func note(_: String, commonName: String, names: [Octets], intermediate: TestCertificate, place: NameConstraintBreach.Place?)
        throws
    {
        let leaf = TestCertificate.link(commonName, by: "CA").with {
            $0.names = names
            $0.extensions = [TestCertificate.extendedKeyUsage(1)]
        }
        let answer = try Asking.answer([leaf, intermediate], name: "192.0.2.1")
        #expect(answer.verdict.isAccepted, "\(answer.verdict)")
        let breaches: [NameConstraintBreach] = answer.notes.compactMap {
            if case .nameConstraint(let breach) = $0.evidence { breach } else { nil }
        }
        #expect(breaches.map(\.place) == (place.map { [$0] } ?? []))
        #expect(breaches.allSatisfy { $0.name == "commonName '\(commonName)'" && $0.issuer == "CN=CA" })
    }
}
