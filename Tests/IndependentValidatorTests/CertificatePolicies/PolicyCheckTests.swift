import ServerIdentity
import Testing

@testable import IndependentValidator

@Suite("Certificate policies (RFC 5280 section 6.1)")
struct PolicyCheckTests {
    private static let p1: Octets = [0x2A, 0x01]
    private static let p2: Octets = [0x2A, 0x02]
    private static let anyPolicy: Octets = [0x55, 0x1D, 0x20, 0x00]

    /// One certificate below the anchor: what it says of policies.
    struct Link: Sendable {
        var policies: [Octets] = []
        var mappings: [(Octets, Octets)] = []
        var requireExplicit: UInt8?
        var inhibitMapping: UInt8?
        var inhibitAny: UInt8?
        var isSelfIssued = false

        func certificate(at place: Int) throws -> DecodedCertificate {
            try TestCertificate.link("\(place)", by: isSelfIssued ? "\(place)" : "\(place)-issuer").with {
                if !policies.isEmpty {
                    $0.extensions.append(
                        TestCertificate.extension(
                            Identifier.certificatePolicies, tlv(0x30, policies.flatMap { sequence(identifier($0)) })))
                }
                if !mappings.isEmpty {
                    $0.extensions.append(
                        TestCertificate.extension(
                            [0x55, 0x1D, 0x21], tlv(0x30, mappings.flatMap { sequence(identifier($0.0), identifier($0.1)) })))
                }
                let constraints = (requireExplicit.map { tlv(0x80, [$0]) } ?? []) + (inhibitMapping.map { tlv(0x81, [$0]) } ?? [])
                if !constraints.isEmpty {
                    $0.extensions.append(TestCertificate.extension(Identifier.policyConstraints, sequence(constraints)))
                }
                if let inhibitAny {
                    $0.extensions.append(TestCertificate.extension(Identifier.inhibitAnyPolicy, tlv(2, [inhibitAny])))
                }
            }.decoded()
        }
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String, path: [Link], settings: CertificatePolicySettings, rule: String?
        init(
            _ description: String, _ path: [Link], _ change: (inout CertificatePolicySettings) -> Void = { _ in },
            refusedBy rule: String? = nil
        ) {
            var settings = CertificatePolicySettings()
            change(&settings)
            (testDescription, self.path, self.settings, self.rule) = (description, path, settings, rule)
        }
    }

    private static func explicit(_ settings: inout CertificatePolicySettings) { settings.requireExplicitPolicy = true }
    private static let mapped = Link(policies: [p1], mappings: [(p1, p2)])

    @Test(
        arguments: [
            Row("nothing said, nothing required", [Link(), Link()]),
            Row("required by the caller, and none there", [Link(), Link()], explicit, refusedBy: "6.1.3 (f)"),
            Row("one policy all the way", [Link(policies: [p1]), Link(policies: [p1])], explicit),
            Row("two policies that never meet", [Link(policies: [p1]), Link(policies: [p2])], explicit, refusedBy: "6.1.3 (f)"),
            Row("never meet, and nobody requires it", [Link(policies: [p1]), Link(policies: [p2])]),
            Row("anyPolicy above", [Link(policies: [anyPolicy]), Link(policies: [p1])], explicit),
            Row("anyPolicy below", [Link(policies: [p1]), Link(policies: [anyPolicy])], explicit),
            Row(
                "wanted by the caller", [Link(policies: [p1]), Link(policies: [p1])],
                {
                    explicit(&$0)
                    $0.initialPolicySet = ["1.2.1"]
                }),
            Row(
                "another one wanted", [Link(policies: [p1]), Link(policies: [p1])],
                {
                    explicit(&$0)
                    $0.initialPolicySet = ["1.2.2"]
                }, refusedBy: "6.1.5 (g)"),
            Row(
                "no policy is wanted", [Link(policies: [anyPolicy]), Link(policies: [anyPolicy])],
                {
                    explicit(&$0)
                    $0.initialPolicySet = []
                }, refusedBy: "6.1.5 (g)"),
            Row(
                "a CA requires it at once", [Link(policies: [p1], requireExplicit: 0), Link(policies: [p2])], refusedBy: "6.1.3 (f)"
            ),
            Row("a CA requires it later than the path is long", [Link(requireExplicit: 2), Link()]),
            Row("the leaf requires it of itself", [Link(), Link(requireExplicit: 0)], refusedBy: "6.1.5 (g)"),
            Row("mapped", [mapped, Link(policies: [p2])], explicit),
            Row(
                "mapped, and the caller's words count", [mapped, Link(policies: [p2])],
                {
                    explicit(&$0); $0.initialPolicySet = ["1.2.1"]
                }),
            Row(
                "mapped, and the subject's words do not", [mapped, Link(policies: [p2])],
                {
                    explicit(&$0); $0.initialPolicySet = ["1.2.2"]
                }, refusedBy: "6.1.5 (g)"),
            Row("the old name after mapping", [mapped, Link(policies: [p1])], explicit, refusedBy: "6.1.3 (f)"),
            Row(
                "mapping inhibited by the caller", [mapped, Link(policies: [p2])],
                {
                    explicit(&$0); $0.inhibitPolicyMapping = true
                }, refusedBy: "6.1.3 (f)"),
            Row(
                "mapping inhibited above", [Link(policies: [p1], inhibitMapping: 0), mapped, Link(policies: [p2])], explicit,
                refusedBy: "6.1.3 (f)"),
            Row(
                "anyPolicy must not be mapped", [Link(policies: [anyPolicy], mappings: [(anyPolicy, p1)]), Link(policies: [p1])],
                refusedBy: "6.1.4 (a)"),
            Row(
                "anyPolicy inhibited", [Link(policies: [anyPolicy], inhibitAny: 0), Link(policies: [anyPolicy])], explicit,
                refusedBy: "6.1.3 (f)"),
            Row(
                "anyPolicy inhibited after one more",
                [Link(policies: [anyPolicy], inhibitAny: 1), Link(policies: [anyPolicy]), Link(policies: [p1])], explicit),
            Row(
                "a self-issued certificate may say anyPolicy all the same",
                [Link(policies: [p1], inhibitAny: 0), Link(policies: [anyPolicy], isSelfIssued: true), Link(policies: [p1])],
                explicit),
            Row(
                "a self-issued leaf may not",
                [Link(policies: [p1], inhibitAny: 0), Link(policies: [anyPolicy], isSelfIssued: true)], explicit,
                refusedBy: "6.1.3 (f)"),
        ])
    func judged(row: Row) throws {
        var path: [DecodedCertificate] = []
        for (place, link) in row.path.enumerated() { path.append(try link.certificate(at: place)) }
        let violation = PolicyCheck.violation(path, row.settings)
        #expect(violation?.rule == row.rule.map { "RFC 5280 section \($0)" })
    }

    /// CVE-2023-0464: mappings of many policies to many others double the RFC's tree at each certificate. The graph has
    /// at most one node for each policy at each depth, so 30 certificates end at once; the tree would have had 2^30
    /// nodes.
    @Test func `mappings that multiply don't blow up`() throws {
        let both = [(Self.p1, Self.p1), (Self.p1, Self.p2), (Self.p2, Self.p1), (Self.p2, Self.p2)]
        var path = try (0..<30).map { try Link(policies: [Self.p1, Self.p2], mappings: both).certificate(at: $0) }
        path.append(try Link(policies: [Self.p1]).certificate(at: 30))
        var settings = CertificatePolicySettings()
        settings.requireExplicitPolicy = true
        #expect(PolicyCheck.violation(path, settings) == nil)
        settings.initialPolicySet = ["1.2.3"]
        #expect(PolicyCheck.violation(path, settings) != nil)
    }
}
