import ServerIdentity
import Testing
import TestKit

@testable import IndependentValidator

/// What is remembered of intermediates changes no verdict.
@Suite("Memory of intermediates")
struct RememberedCAsTests {
    private static let leaf = TestCertificate.link("leaf", by: "CA", dns: "www.example.org")
    private static let intermediate = TestCertificate.link("CA", by: "Root")
    private static let root = TestCertificate.link("Root", by: "Root")

    private func question(
        _ chain: [TestCertificate], anchors: [TestCertificate] = [root], at text: String = "2026-01-01T00:00:00Z"
    ) throws -> Question {
        Question(
            chain: try CertificateChain(chain.map { try $0.der() }), identity: try Asking.identity("www.example.org"),
            policy: .default, anchors: try TrustAnchorSet(anchors.map { TrustAnchor(try $0.der()) }, source: "test"),
            instant: try Asking.instant(text))
    }

    @Test func `an intermediate of an accepted path is remembered, of a refused one not`() throws {
        let engine = SwiftValidator(version: "test")
        let intermediate = try Self.intermediate.der()
        _ = engine.examine(try question([Self.leaf, Self.intermediate], at: "2030-01-01T00:00:00Z"))
        #expect(engine.rememberedCAs.certificate(intermediate) == nil)
        #expect(engine.examine(try question([Self.leaf, Self.intermediate])).verdict.isAccepted)
        let known = try #require(engine.rememberedCAs.certificate(intermediate))
        #expect(known.isSigned(byRemembered: PathCertificate(try Self.root.decoded(), depth: nil)))
        let leaf = try Self.leaf.der()
        let root = try Self.root.der()
        #expect(engine.rememberedCAs.certificate(leaf) == nil && engine.rememberedCAs.certificate(root) == nil)
    }

    /// Once the sound intermediate is known, nothing else passes for it.
    @Test(
        "refused although a sound one is remembered",
        arguments: [
            (
                "the signature of another", [leaf, intermediate.with { $0.signer = name("somebody else") }], [root],
                "1:bad_signature"
            ),
            (
                "an anchor of the same name with another key", [leaf, intermediate],
                [
                    root.with {
                        $0.key = stranger; $0.signer = name("somebody else")
                    }
                ], "1:bad_signature"
            ),
            (
                "a leaf that another key signed", [leaf.with { $0.signer = name("somebody else") }, intermediate], [root],
                "0:bad_signature"
            ),
            ("an anchor that nobody trusts", [leaf, intermediate], [.link("Other", by: "Other")], "1:unknown_issuer"),
        ])
    func planted(name: String, chain: [TestCertificate], anchors: [TestCertificate], finding: String) throws {
        let engine = SwiftValidator(version: "test")
        #expect(engine.examine(try question([Self.leaf, Self.intermediate])).verdict.isAccepted)
        let found = engine.examine(try question(chain, anchors: anchors)).verdict.findings.summary
        #expect(found == [finding])
        let expired = engine.examine(try question([Self.leaf, Self.intermediate], at: "2030-01-01T00:00:00Z"))
        #expect(expired.verdict.findings.summary.contains("1:expired"))
    }

    private static let stranger = sequence(
        sequence(identifier(Identifier.ed25519)), bitString(TestCertificate.publicKey(of: name("somebody else"))))

    @Test func `the memory is bounded`() throws {
        let limit = 20
        let memory = RememberedCAs(limit: limit)
        let root = PathCertificate(try Self.root.decoded(), depth: nil)
        let leaf = PathCertificate(try Self.leaf.decoded(), depth: 0)
        var all: [CertificateDER] = []
        for number in 0...limit {
            let intermediate = try Self.intermediate.with {
                $0.serial = tlv(2, [0x2A, UInt8(number >> 8), UInt8(number & 0xFF)])
                // Signing is what costs here, and nobody looks at the signature.
                $0.signer = []
            }.decoded()
            all.append(intermediate.der)
            memory.remember(acceptedPath: [leaf, PathCertificate(intermediate, depth: 1), root])
        }
        let remembered = all.count { memory.certificate($0) != nil }
        let last = try #require(all.last)
        #expect(remembered == 1 && memory.certificate(last) != nil)
        let large = try Self.intermediate.with {
            $0.extensions.append(
                TestCertificate.extension(
                    [0x2A, 0x03, 0x04], octetString(Octets(repeating: 0, count: RememberedCAs.maximumOctets))))
        }.decoded()
        memory.remember(acceptedPath: [leaf, PathCertificate(large, depth: 1), root])
        #expect(memory.certificate(large.der) == nil)
        let none = RememberedCAs(limit: 0)
        let intermediate = try Self.intermediate.decoded()
        none.remember(acceptedPath: [leaf, PathCertificate(intermediate, depth: 1), root])
        #expect(none.certificate(intermediate.der) == nil)
    }

    @Test func `eight threads ask one engine`() async throws {
        let engine = SwiftValidator(version: "test")
        let intermediates = try (1...20).map { salt in try Self.intermediate.with { $0.salt = salt }.der() }
        let leaf = try Self.leaf.der()
        let anchors = try TrustAnchorSet([TrustAnchor(try Self.root.der())], source: "test")
        let identity = try Asking.identity("www.example.org")
        let instant = try Asking.instant()
        let accepted = try await withThrowingTaskGroup(of: Int.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    try (0..<100).count { round in
                        let chain = try CertificateChain([leaf, intermediates[(thread + round) % intermediates.count]])
                        return engine.examine(
                            Question(chain: chain, identity: identity, policy: .default, anchors: anchors, instant: instant)
                        ).verdict.isAccepted
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(accepted == 800)
    }

    /// One engine that is asked many questions says of each what an engine says that is asked nothing else.
    @Test("what was asked before changes no answer", arguments: [PathLimits(), tight])
    func neutral(limits: PathLimits) throws {
        var generator = SeededGenerator.printed(for: "RememberedCAsTests")
        let engine = SwiftValidator(version: "test", limits: limits)
        var accepted = 0
        for round in 0..<400 {
            let question = try Self.randomQuestion(&generator)
            let fresh = SwiftValidator(version: "test", limits: limits).examine(question)
            let seasoned = engine.examine(question)
            accepted += fresh.verdict.isAccepted ? 1 : 0
            try #require(
                seasoned.verdict == fresh.verdict && seasoned.notes == fresh.notes && seasoned.trace == fresh.trace
                    && seasoned.scope == fresh.scope, "seed \(generator.seed), round \(round)")
        }
        #expect(accepted > 20)
    }

    private static let tight = {
        var limits = PathLimits()
        (limits.steps, limits.signatureChecks, limits.nameComparisons) = (4, 3, 6)
        return limits
    }()

    private static func randomQuestion(_ generator: inout SeededGenerator) throws -> Question {
        let chain =
            [leaf] + (0..<Int.random(in: 1...4, using: &generator)).compactMap { _ in pool.randomElement(using: &generator) }
        var policy = [Policy.default, .legacy, .rfc5280, .webpki].randomElement(using: &generator) ?? .default
        policy.purpose =
            [.serverAuthentication, .serverAuthentication, .clientAuthentication, .any].randomElement(using: &generator)
            ?? .serverAuthentication
        policy.certificatePolicies.requireExplicitPolicy = Int.random(in: 0..<6, using: &generator) == 0
        if Int.random(in: 0..<6, using: &generator) == 0 { policy.maximumIntermediates = 1 }
        if Int.random(in: 0..<6, using: &generator) == 0 { policy.revocation = .chain }
        let instants = ["2018-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z"]
        let chosen = anchorSets.randomElement(using: &generator) ?? []
        return Question(
            chain: try CertificateChain(chain.map { try $0.der() }), identity: try Asking.identity("www.example.org"),
            policy: policy,
            anchors: try TrustAnchorSet(chosen.map { TrustAnchor(try $0.der()) }, source: "test"),
            instant: try Asking.instant(instants.randomElement(using: &generator) ?? instants[0]))
    }

    private static let pool: [TestCertificate] = [
        intermediate, intermediate, intermediate.with { $0.signer = name("somebody else") },
        .link("CA", by: "Root", from: 2015, to: 2021), .link("CA", by: "Middle"), .link("Middle", by: "Root"),
        .link("Middle", by: "CA"), root, .link("CA", by: "Other"), .link("Root", by: "Other"),
        .link("CA", by: "Middle").with {
            $0.extensions.append(
                TestCertificate.extension(
                    Identifier.nameConstraints, sequence(tlv(0xA1, sequence(dnsName("example.org")))), critical: tlv(1, [0xFF])))
        },
        .link("Middle", by: "Root").with { $0.extensions = [TestCertificate.ca(pathLength: 0)] },
        intermediate.with { $0.extensions.append(TestCertificate.extendedKeyUsage(2)) },
    ]

    private static let anchorSets: [[TestCertificate]] = [
        [root], [root], [.link("Other", by: "Other")], [root, intermediate], [.link("Middle", by: "Root")],
    ]
}
