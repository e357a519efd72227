import IndependentValidator
import ServerIdentity
import Testing

@Suite("The Swift engine")
struct SwiftValidatorTests {
    private static let leaf = TestCertificate.link("leaf", by: "CA", dns: "www.example.org")
    private static let intermediate = TestCertificate.link("CA", by: "Root")
    private static let root = TestCertificate.link("Root", by: "Root")

    @Test func `accepts along the linked path, the anchor last`() throws {
        let answer = try Asking.answer([Self.leaf, Self.intermediate])
        #expect(answer.verdict == .accepted(path: try [Self.leaf, Self.intermediate, Self.root].map { try $0.der() }))
        #expect(answer.notes.isEmpty)
        #expect(answer.engine == EngineIdentity(id: "swift", version: "test"))
        #expect(answer.scope.words == ["name", "validity", "form", "path", "signatures", "usage"])
        #expect(answer.trace.map(\.subject) == ["CN=leaf", "CN=CA", "CN=Root"])
        #expect(answer.trace.map(\.issuer) == ["CN=CA", "CN=Root", nil])
        #expect(answer.trace.map(\.depth) == [0, 1, nil])
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String, chain: [TestCertificate], anchors: [TestCertificate], name: String, findings: [String],
            notes: [String]
        init(
            _ description: String, _ chain: [TestCertificate], anchors: [TestCertificate] = [root],
            name: String = "www.example.org",
            findings: [String] = [], notes: [String] = []
        ) {
            (testDescription, self.chain, self.anchors) = (description, chain, anchors)
            (self.name, self.findings, self.notes) = (name, findings, notes)
        }
    }

    private static let expiredLeaf = TestCertificate.link("leaf", by: "CA", from: 2020, to: 2021, dns: "www.example.org")
    private static let expiredCA = TestCertificate.link("CA", by: "Root", from: 2020, to: 2021)
    private static let futureCA = TestCertificate.link("CA", by: "Root", from: 2030, to: 2040)
    private static let expiredRoot = TestCertificate.link("Root", by: "Root", from: 2010, to: 2020)
    private static let broken = TestCertificate().with { $0.notAfter = utcTime("2701010000Z") }

    private static let stranger = TestCertificate.link("Elsewhere", by: "Elsewhere")
    private static let plain = intermediate.with { $0.extensions = [] }
    private static let sha1: Octets = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x05]
    private static let constrainedTop = TestCertificate.link("Top", by: "Root").with {
        $0.extensions = [TestCertificate.ca(pathLength: 0)]
    }
    private static let unknown = TestCertificate.extension([0x2A, 0x03], [], critical: tlv(1, [0xFF]))
    private static let clients = TestCertificate.extendedKeyUsage(2)
    private static let signing = TestCertificate.extension(Identifier.keyUsage, tlv(3, [7, 0x80]))
    private static let onlyOther = TestCertificate.extension(
        Identifier.nameConstraints, sequence(tlv(0xA0, sequence(dnsName("other.example")))), critical: tlv(1, [0xFF]))

    @Test(
        "refusals and notes, by depth",
        arguments: [
            Row("wrong name", [leaf, intermediate], name: "mail.example.org", findings: ["0:name_mismatch"]),
            Row("address asked, name presented", [leaf, intermediate], name: "192.0.2.1", findings: ["0:no_usable_name"]),
            Row("expired leaf", [expiredLeaf, intermediate], findings: ["0:expired"]),
            Row("expired intermediate", [leaf, expiredCA], findings: ["1:expired"]),
            Row("intermediate of the future", [leaf, futureCA], findings: ["1:not_yet_valid"]),
            Row("expired anchor", [leaf, intermediate], anchors: [expiredRoot], findings: ["-:expired"]),
            Row("expired anchor, presented", [leaf, intermediate, expiredRoot], anchors: [expiredRoot], findings: ["2:expired"]),
            Row(
                "expired anchor beside a valid one", [leaf, intermediate], anchors: [expiredRoot, root],
                notes: ["-:profile_violation"]),
            Row("expired cross-sign that no link needs", [leaf, intermediate, expiredCA], notes: ["2:expired"]),
            Row("expired root presented, a newer one trusted", [leaf, intermediate, expiredRoot], notes: ["2:expired"]),
            Row("expired stranger", [leaf, intermediate, .link("x", by: "y", from: 2010, to: 2011)], notes: ["2:expired"]),
            Row(
                "everything at once", [expiredLeaf, expiredCA], anchors: [expiredRoot], name: "x.example",
                findings: ["0:name_mismatch", "0:expired", "1:expired", "-:expired"]),
            Row("broken leaf", [broken, intermediate], findings: ["0:malformed_certificate"]),
            Row("broken extra certificate", [leaf, intermediate, broken], notes: ["2:malformed_certificate"]),
            Row("the same, and it may be the issuer", [leaf, broken], findings: ["1:malformed_certificate"]),
            Row(
                "a critical policy with an unknown qualifier",
                [leaf.with { $0.extensions.append(oddPolicies(critical: true)) }, intermediate],
                findings: ["0:malformed_certificate"]),
            Row(
                "a critical TLS feature that nobody knows",
                [leaf.with { $0.extensions.append(feature(99)) }, intermediate],
                findings: ["0:unknown_critical_extension"], notes: ["0:profile_violation"]),
            Row(
                "broken certificate and a wrong name", [leaf, broken], name: "x.example",
                findings: ["0:name_mismatch", "1:malformed_certificate"]),
            Row(
                "a name that matches nothing", [leaf.with { $0.names.append(dnsName("a\0b")) }, intermediate],
                notes: ["0:malformed_certificate"]),
            Row(
                "a rule broken without harm", [leaf, intermediate.with { $0.notAfter = generalizedTime("20270101000000Z") }],
                notes: ["1:profile_violation"]),
            Row(
                "an anchor that can't be decoded, and none found", [leaf, intermediate], anchors: [broken],
                findings: ["1:unknown_issuer"], notes: ["-:malformed_certificate"]),
            Row("a root that nobody trusts", [leaf, intermediate, root], anchors: [stranger], findings: ["2:self_signed"]),
            Row("no intermediate", [leaf], findings: ["0:unknown_issuer"]),
            Row("a leaf that is an anchor", [leaf], anchors: [leaf]),
            Row(
                "an intermediate that is an anchor", [leaf, intermediate, expiredRoot], anchors: [intermediate],
                notes: ["2:expired"]),
            Row("a CA that is none", [leaf, plain], findings: ["1:not_a_ca"]),
            Row("another key signed the leaf", [leaf.with { $0.signer = name("x") }, intermediate], findings: ["0:bad_signature"]),
            Row("another key signed the CA", [leaf, intermediate.with { $0.signer = name("x") }], findings: ["1:bad_signature"]),
            Row(
                "SHA-1", [leaf, intermediate.with { $0.signature = sequence(identifier(sha1), tlv(5, [])) }],
                findings: ["1:weak_signature"]),
            Row(
                "a path length passed", [leaf, .link("CA", by: "Top"), constrainedTop],
                findings: ["2:path_length_exceeded"], notes: ["2:profile_violation"]),
            Row(
                "a critical extension that nobody knows", [leaf.with { $0.extensions.append(unknown) }, intermediate],
                findings: ["0:unknown_critical_extension"]),
            Row(
                "the same beside the path", [leaf, intermediate, .link("x", by: "y").with { $0.extensions = [unknown] }],
                notes: ["2:unknown_critical_extension"]),
            Row("a leaf for clients", [leaf.with { $0.extensions = [clients] }, intermediate], findings: ["0:purpose_mismatch"]),
            Row("a CA for clients", [leaf, intermediate.with { $0.extensions.append(clients) }], findings: ["1:purpose_mismatch"]),
            Row(
                "a leaf's key that may only sign lists",
                [
                    leaf.with {
                        $0.extensions.append(TestCertificate.extension(Identifier.keyUsage, tlv(3, [1, 0x02])))
                    }, intermediate,
                ],
                findings: ["0:key_usage_violation"], notes: ["0:profile_violation"]),
            Row(
                "a CA that may not sign", [leaf, intermediate.with { $0.extensions.append(signing) }],
                findings: ["1:key_usage_violation"]),
            Row(
                "outside a permitted subtree", [leaf, intermediate.with { $0.extensions.append(onlyOther) }],
                findings: ["0:name_constraint_violation"]),
            Row("an anchor that can't be decoded, and another found", [leaf, intermediate], anchors: [broken, root]),
        ])
    func judged(row: Row) throws {
        let answer = try Asking.answer(row.chain, anchors: row.anchors, name: row.name)
        #expect(answer.verdict.findings.summary == row.findings)
        #expect(answer.verdict.isAccepted == row.findings.isEmpty)
        #expect(answer.notes.summary == row.notes)
    }

    private static func oddPolicies(critical: Bool) -> Octets {
        let qualifier = sequence(identifier([0x2A, 0x03]), tlv(0x16, [0x61]))
        return TestCertificate.extension(
            Identifier.certificatePolicies, sequence(sequence(identifier([0x2A, 0x02]), sequence(qualifier))),
            critical: critical ? tlv(1, [0xFF]) : [])
    }

    /// A critical TLS feature extension (RFC 7633).
    private static func feature(_ number: UInt8) -> Octets {
        TestCertificate.extension(
            [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x18], sequence(tlv(2, [number])), critical: tlv(1, [0xFF]))
    }

    private static let anyUsage = TestCertificate.extension(
        Identifier.extendedKeyUsage, sequence(identifier(Identifier.extendedKeyUsage + [0x00])))
    private static let policyConstraints = TestCertificate.extension(
        Identifier.policyConstraints, sequence(tlv(0x80, [5])), critical: tlv(1, [0xFF]))
    /// Another root of the name, with another key and no identifier of it.
    private static let namesake = root.with {
        $0.key = sequence(
            sequence(identifier(Identifier.ed25519)), bitString(TestCertificate.publicKey(of: name("namesake"))))
        $0.signer = name("namesake")
        $0.keyIdentifier = nil
    }

    private static let emailAddress = identifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x01])
    private static let mailSubject = sequence(
        tlv(0x31, sequence(emailAddress, tlv(0x16, Octets("b@b.example".utf8)))))
    private static let onlyMail = TestCertificate.extension(
        Identifier.nameConstraints, sequence(tlv(0xA0, sequence(tlv(0x81, Octets("a.example".utf8))))),
        critical: tlv(1, [0xFF]))
    /// A CA with a mail address in its subject and another one in subjectAltName, below constraints.
    private static let mailChain = [
        leaf.with { $0.issuer = mailSubject },
        .link("CA", by: "Top").with {
            $0.subject = mailSubject
            $0.names = [tlv(0x81, Octets("a@a.example".utf8))]
        },
        .link("Top", by: "Root").with { $0.extensions.append(onlyMail) },
    ]

    @Test(
        "what is lawful, and read in another way by libraries, is accepted with a note",
        arguments: [
            (
                [leaf.with { $0.extensions = [anyUsage] }, intermediate], [root],
                ["any_usage_of_leaf", "any_extended_key_usage"]
            ),
            (
                [leaf, intermediate.with { $0.extensions.append(policyConstraints) }], [root],
                ["critical_policy_extension"]
            ),
            (mailChain, [root], ["mail_address_in_subject", "constraints_on_other_kinds"]),
            ([leaf, intermediate], [namesake, root], ["namesake_of_issuer"]),
            ([leaf, intermediate], [namesake.with { $0.keyIdentifier = [1] }, root], []),
            ([leaf, intermediate], [expiredRoot, root], ["twin_of_issuer"]),
        ] as [([TestCertificate], [TestCertificate], [String])])
    func noted(chain: [TestCertificate], anchors: [TestCertificate], causes: [String]) throws {
        let answer = try Asking.answer(chain, anchors: anchors)
        #expect(answer.verdict.isAccepted)
        #expect(answer.notes.map(\.cause.rawValue) == causes)
    }

    @Test func `a malformed certificate is reported with field and reason`() throws {
        let finding = try #require(try Asking.answer([Self.broken]).verdict.findings.first)
        #expect(finding.description == "tbsCertificate.validity.notAfter: UTCTime without seconds")
        #expect(finding.rule == "RFC 5280 section 4.1")
    }

    @Test func `an expired anchor is named`() throws {
        let finding = try #require(
            try Asking.answer([Self.leaf, Self.intermediate], anchors: [Self.expiredRoot]).verdict.findings.first)
        #expect(finding.origin == .anchor)
        #expect(finding.anchor == "CN=Root")
    }

    @Test func `the policy is the question's`() throws {
        let partial = Self.leaf.with { $0.names = [dnsName("w*.example.org")] }
        #expect(try !Asking.answer([partial, Self.intermediate]).verdict.isAccepted)
        #expect(try Asking.answer([partial, Self.intermediate], policy: .legacy).verdict.isAccepted)
    }

    @Test func `one engine answers about several sets of anchors at once`() async throws {
        let valid = try Asking.answer([Self.leaf, Self.intermediate]).verdict
        await withTaskGroup { group in
            for index in 0..<64 {
                group.addTask {
                    let anchors = index.isMultiple(of: 2) ? [Self.root] : [Self.expiredRoot]
                    let verdict = try? Asking.answer([Self.leaf, Self.intermediate], anchors: anchors).verdict
                    #expect((verdict == valid) == index.isMultiple(of: 2))
                }
            }
        }
    }
}
