import ServerIdentity
import Testing

@testable import IndependentValidator

/// Rule by rule: a certificate that breaks it is refused by the presets that enforce it and merely noted by the others.
@Suite("Profile rules and presets")
struct ProfileRuleTests {
    private static let leaf = TestCertificate.link("leaf", by: "CA", dns: "www.example.org")
    private static let intermediate = TestCertificate.link("CA", by: "Root")
    private static let root = TestCertificate.link("Root", by: "Root")
    private static let critical = tlv(1, [0xFF])

    /// A chain that breaks one rule.
    struct Row: Sendable, CustomTestStringConvertible {
        let rule: ProfileRule
        let leaf: TestCertificate, intermediate: TestCertificate, root: TestCertificate
        var testDescription: String { rule.rawValue }

        init(
            _ rule: ProfileRule, leaf: (inout TestCertificate) -> Void = { _ in },
            intermediate: (inout TestCertificate) -> Void = { _ in },
            root: (inout TestCertificate) -> Void = { _ in }
        ) {
            self.rule = rule
            self.leaf = ProfileRuleTests.leaf.with(leaf)
            self.intermediate = ProfileRuleTests.intermediate.with(intermediate)
            self.root = ProfileRuleTests.root.with(root)
        }
    }

    private static let keyIdentifiers = [Identifier.subjectKeyIdentifier, Identifier.authorityKeyIdentifier]
    private static let unnamed = TestCertificate.link("", by: "Root").with { $0.subject = sequence() }
    private static let constraints = sequence(tlv(0xA0, sequence(dnsName("example.org"), []) + sequence(dnsName("leaf"))))
    private static let policy = sequence(identifier([0x2A, 0x01]))
    /// With a qualifier that nobody knows.
    private static let oddPolicy = sequence(
        identifier([0x2A, 0x02]), sequence(sequence(identifier([0x2A, 0x03]), tlv(0x16, [0x61]))))

    private static func attribute(_ type: Octets, _ value: Octets) -> Octets {
        sequence(tlv(0x31, sequence(identifier(type), value)))
    }

    /// ecdsa-with-SHA256 and a NULL, as mbedTLS's CAs have it.
    private static let ecdsaWithNull = sequence(
        identifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]), tlv(5, []))

    static let rows: [Row] = [
        Row(
            .signatureAlgorithmParameters,
            leaf: {
                $0.signature = ecdsaWithNull
                $0.signsWithP256 = true
            },
            intermediate: { $0.key = TestCertificate.p256Key(of: $0.subject) }),
        Row(
            .extensionEncoding,
            leaf: { $0.extensions.append(TestCertificate.extension(Identifier.certificatePolicies, sequence())) }),
        Row(
            .extensionEncoding,
            leaf: {
                $0.extensions.append(
                    TestCertificate.extension([0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x01], sequence()))
            }),
        Row(
            .extensionEncoding,
            intermediate: { $0.extensions.append(TestCertificate.extension([0x55, 0x1D, 0x1F], sequence())) }),
        Row(
            .extensionEncoding,
            intermediate: {
                $0.extensions.append(TestCertificate.extension(Identifier.subjectAlternativeName, sequence()))
            }),
        Row(.serialNumberSign, leaf: { $0.serial = tlv(2, [0xFF]) }),
        Row(.serialNumberLength, leaf: { $0.serial = tlv(2, Octets(repeating: 1, count: 21)) }),
        Row(
            .issuerName, leaf: { $0.issuer = sequence() },
            intermediate: { $0.subject = sequence() }),
        Row(.caSubject, leaf: { $0.issuer = sequence() }, intermediate: { $0.subject = sequence() }),
        Row(.attributeSyntax, leaf: { $0.subject = attribute([0x55, 0x04, 0x06], tlv(0x0C, Octets("DE".utf8))) }),
        Row(.attributeSyntax, leaf: { $0.subject = attribute([0x55, 0x04, 0x06], tlv(0x13, Octets("DEU".utf8))) }),
        Row(
            .attributeSyntax,
            leaf: { $0.subject = attribute([0x55, 0x04, 0x0A], tlv(0x0C, Octets(repeating: 0x61, count: 65))) }),
        Row(.attributeSyntax, leaf: { $0.subject = attribute([0x55, 0x04, 0x0A], ia5String("Example")) }),
        Row(.uniqueIdentifiers, leaf: { $0.uniqueIdentifier = tlv(0x81, [0, 1]) }),
        Row(
            .extensionEncoding,
            leaf: { $0.extensions.append(TestCertificate.extension(Identifier.keyUsage, tlv(3, [5, 0x80]))) }),
        Row(
            .anchorBasicConstraints,
            root: {
                $0.extensions = [TestCertificate.extension(Identifier.keyUsage, tlv(3, [2, 0x04]), critical: critical)]
            }),
        Row(
            .pathLengthWithoutCertificateSigning, intermediate: { $0.extensions = [TestCertificate.ca(pathLength: 0)] }),
        Row(.timeEncoding, intermediate: { $0.notAfter = generalizedTime("20270101000000Z") }),
        Row(
            .extensionEncoding, leaf: { $0.extensions.append(TestCertificate.extension([0x2A, 0x03], [], critical: tlv(1, [0]))) }),
        Row(.authorityKeyIdentifierPresence, leaf: { $0.authorityKeyIdentifier = nil }),
        Row(
            .authorityKeyIdentifierCriticality,
            leaf: {
                $0.authorityKeyIdentifier = nil
                $0.extensions.append(
                    TestCertificate.extension(
                        Identifier.authorityKeyIdentifier, sequence(tlv(0x80, TestCertificate.keyIdentifier(of: "CA"))),
                        critical: critical))
            }),
        Row(.subjectKeyIdentifierPresence, intermediate: { $0.keyIdentifier = nil }),
        Row(
            .subjectKeyIdentifierCriticality,
            intermediate: {
                $0.keyIdentifier = nil
                $0.extensions.append(
                    TestCertificate.extension(
                        Identifier.subjectKeyIdentifier, octetString(TestCertificate.keyIdentifier(of: "CA")), critical: critical))
            }),
        Row(
            .basicConstraintsCriticality,
            intermediate: { $0.extensions = [TestCertificate.extension(Identifier.basicConstraints, sequence(tlv(1, [0xFF])))] }),
        Row(
            .pathLengthWithoutCA,
            leaf: { $0.extensions.append(TestCertificate.extension(Identifier.basicConstraints, sequence(tlv(2, [0])))) }),
        Row(
            .certificateSigningWithoutCA,
            leaf: { $0.extensions.append(TestCertificate.extension(Identifier.keyUsage, tlv(3, [2, 0x84]))) }),
        Row(
            .nameConstraintsInLeaf,
            leaf: { $0.extensions.append(TestCertificate.extension(Identifier.nameConstraints, constraints, critical: critical)) }),
        Row(
            .nameConstraintsCriticality,
            intermediate: { $0.extensions.append(TestCertificate.extension(Identifier.nameConstraints, constraints)) }),
        Row(
            .nameConstraintsLeadingPeriod,
            intermediate: {
                $0.extensions.append(
                    TestCertificate.extension(
                        Identifier.nameConstraints, sequence(tlv(0xA1, sequence(dnsName(".bad.test")))), critical: critical))
            }),
        Row(
            .policyConstraintsCriticality,
            intermediate: {
                $0.extensions.append(TestCertificate.extension(Identifier.policyConstraints, sequence(tlv(0x81, [0]))))
            }),
        Row(
            .inhibitAnyPolicyCriticality,
            intermediate: { $0.extensions.append(TestCertificate.extension(Identifier.inhibitAnyPolicy, tlv(2, [0]))) }),
        Row(
            .repeatedPolicy,
            leaf: { $0.extensions.append(TestCertificate.extension(Identifier.certificatePolicies, sequence(policy, policy))) }),
        Row(
            .policyQualifierForm,
            leaf: { $0.extensions.append(TestCertificate.extension(Identifier.certificatePolicies, sequence(oddPolicy))) }),
        Row(
            .informationAccessCriticality,
            leaf: {
                $0.extensions.append(
                    TestCertificate.extension(
                        [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x01],
                        sequence(
                            sequence(identifier([0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01]), uriName("http://ocsp.test"))),
                        critical: critical))
            }),
        Row(.alternativeNameCriticality, leaf: { $0.subject = sequence() }),
        Row(.alternativeNameSyntax, leaf: { $0.names.append(dnsName("a_b.example.org")) }),
        Row(
            .version3,
            root: {
                $0.version = nil
                $0.keyIdentifier = nil
                $0.extensions = []
            }),
        Row(
            .alternativeNameCriticalBesideSubject,
            leaf: {
                let names = $0.names.flatMap(\.self)
                $0.names = []
                $0.extensions.append(
                    TestCertificate.extension(Identifier.subjectAlternativeName, tlv(0x30, names), critical: critical))
            }),
        Row(.leafIsNoCA, leaf: { $0.extensions.append(TestCertificate.ca()) }),
        Row(.extendedKeyUsagePresence, leaf: { $0.extensions = [] }),
        Row(
            .anyExtendedKeyUsage,
            leaf: {
                $0.extensions = [
                    TestCertificate.extension(Identifier.extendedKeyUsage, sequence(identifier([0x55, 0x1D, 0x25, 0x00])))
                ]
            }),
        Row(
            .extendedKeyUsageCriticality,
            leaf: {
                $0.extensions = [
                    TestCertificate.extension(
                        Identifier.extendedKeyUsage, sequence(identifier([0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01])),
                        critical: critical)
                ]
            }),
        Row(.rootExtendedKeyUsage, root: { $0.extensions.append(TestCertificate.extendedKeyUsage(1)) }),
        Row(
            .authorityKeyIdentifierForm,
            leaf: {
                $0.authorityKeyIdentifier = nil
                $0.extensions.append(
                    TestCertificate.extension(
                        Identifier.authorityKeyIdentifier,
                        sequence(
                            tlv(0x80, TestCertificate.keyIdentifier(of: "CA")), tlv(0xA1, tlv(0xA4, name("Root"))), tlv(0x82, [1])))
                )
            }),
        Row(.rootAuthorityKeyIdentifier, root: { $0.authorityKeyIdentifier = [9] }),
        Row(.commonNameInAlternativeNames, leaf: { $0.subject = name("elsewhere.test") }),
        Row(.publicSuffixWildcard, leaf: { $0.names.append(dnsName("*.co.uk")) }),
    ]

    private struct Suffixes: PublicSuffixes {
        func isPublicSuffix(_ domain: String) -> Bool { domain == "co.uk" }
    }

    private func answer(_ row: Row, _ policy: Policy, suffixes: (any PublicSuffixes)? = Suffixes()) throws -> EngineAnswer {
        SwiftValidator(version: "test", publicSuffixes: suffixes).examine(
            Question(
                chain: try CertificateChain([row.leaf.der(), row.intermediate.der()]),
                identity: try Asking.identity("www.example.org"),
                policy: policy, anchors: try TrustAnchorSet([TrustAnchor(try row.root.der())], source: "test"),
                instant: try Asking.instant()))
    }

    @Test(arguments: rows) func `refused where enforced, noted elsewhere`(row: Row) throws {
        for policy in Policy.presets {
            let answer = try answer(row, policy)
            let isNoted = answer.notes.contains { $0.description.contains("(\(row.rule.rawValue))") }
            if policy.enforcedRules.contains(row.rule) {
                #expect(answer.verdict.findings.contains { $0.description.contains("(\(row.rule.rawValue))") }, "\(policy.preset)")
                #expect(answer.verdict.findings.contains { $0.rule == row.rule.source })
            } else {
                // Names of a wrong syntax have notes of their own.
                #expect(isNoted || row.rule == .alternativeNameSyntax, "\(policy.preset): \(answer.notes)")
            }
            if policy.enforcedRules.isEmpty { #expect(answer.verdict.isAccepted, "\(policy.preset): \(answer.verdict)") }
        }
    }

    @Test func `a chain that breaks no rule is accepted by every preset, without a note`() throws {
        for policy in Policy.presets {
            let answer = try answer(Row(.version3), policy)
            #expect(answer.verdict.isAccepted, "\(policy.preset): \(answer.verdict)")
            #expect(answer.notes.isEmpty, "\(policy.preset): \(answer.notes)")
        }
    }

    /// RSA keys of odd lengths can't be made here in reasonable time (see the conformance suite); CRLs are judged
    /// elsewhere.
    @Test func `every rule has a row and a check`() {
        let unrowed = Set(ProfileRule.allCases).subtracting(Self.rows.map(\.rule))
        #expect(unrowed == [.rsaModulusLength, .revocationListNumber])
        let checked = ProfileRules.all.map { $0.rule }
        #expect(Set(checked).count == checked.count)
        #expect(Set(ProfileRule.allCases).subtracting(checked) == [.revocationListNumber])
    }

    @Test func `an empty list is malformed where it is critical, and where it should name the server`() throws {
        let names = TestCertificate.extension(Identifier.subjectAlternativeName, sequence())
        let points = TestCertificate.extension([0x55, 0x1D, 0x1F], sequence(), critical: Self.critical)
        let rows = [
            Row(
                .extensionEncoding,
                leaf: {
                    $0.names = []
                    $0.extensions.append(names)
                }), Row(.extensionEncoding, intermediate: { $0.extensions.append(points) }),
        ]
        for (depth, row) in rows.enumerated() {
            let findings = try answer(row, .default).verdict.findings
            #expect(findings.contains { $0.id == .malformedCertificate && $0.depth == depth }, "\(findings)")
        }
    }

    @Test func `without a list of public suffixes a wildcard is undecided where the rule is enforced`() throws {
        let row = Row(.publicSuffixWildcard, leaf: { $0.names.append(dnsName("*.example.org")) })
        #expect(try answer(row, .webpki).verdict.isAccepted)
        let without = try answer(row, .webpki, suffixes: nil).verdict
        #expect(!without.isDecided)
        #expect(try answer(row, .default, suffixes: nil).verdict.isAccepted)
    }

    @Test func `the presets are what design says`() {
        #expect(Policy.default.enforcedRules.isEmpty && Policy.legacy.enforcedRules.isEmpty)
        #expect(!Policy.rfc5280.enforcedRules.contains(.commonNameInAlternativeNames))
        #expect(Policy.rfc5280.enforcedRules.contains(.nameConstraintsCriticality))
        #expect(!Policy.webpki.enforcedRules.contains(.nameConstraintsCriticality))
        #expect(Policy.webpki.enforcedRules.contains(.publicSuffixWildcard))
    }
}
