import ServerIdentity
import Testing

@testable import IndependentValidator

@Suite("Path building (RFC 4158)")
struct IssuerSearchTests {
    private static let leaf = TestCertificate.link("leaf", by: "CA", dns: "www.example.org")
    private static let intermediate = TestCertificate.link("CA", by: "Root")
    private static let root = TestCertificate.link("Root", by: "Root")
    private static let expiredRoot = TestCertificate.link("Root", by: "Root", from: 2010, to: 2020)

    /// The places of the path that was accepted or refused, -1 for an anchor that was not presented, and the reasons.
    private func path(
        _ chain: [TestCertificate], anchors: [TestCertificate] = [root]
    ) throws -> (depths: [Int], findings: [String]) {
        let answer = try Asking.answer(chain, anchors: anchors)
        return (answer.trace.map { $0.depth ?? -1 }, answer.verdict.findings.summary)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String, chain: [TestCertificate], anchors: [TestCertificate], depths: [Int], findings: [String]
        init(
            _ description: String, _ chain: [TestCertificate], anchors: [TestCertificate] = [root], _ depths: [Int],
            findings: [String] = []
        ) {
            (testDescription, self.chain, self.anchors) = (description, chain, anchors)
            (self.depths, self.findings) = (depths, findings)
        }
    }

    private static let extra = TestCertificate.link("other", by: "another")
    private static let expiredCA = TestCertificate.link("CA", by: "Root", from: 2015, to: 2021)
    private static let oldRoot = TestCertificate.link("Old Root", by: "Old Root")
    private static let expiredCrossSign = TestCertificate.link("CA", by: "Old Root", from: 2015, to: 2021)
    private static let elsewhere = TestCertificate.link("Elsewhere", by: "Elsewhere")

    @Test(
        "the path that is judged",
        arguments: [
            Row("in order", [leaf, intermediate], [0, 1, -1]),
            Row("in any order, with extra certificates between", [leaf, extra, root, extra, intermediate], [0, 4, 2]),
            Row("a presented anchor ends the path and is not doubled", [leaf, intermediate, root], [0, 1, 2]),
            Row("the leaf may be an anchor itself", [leaf, intermediate], anchors: [leaf], [0]),
            Row(
                "an intermediate that is an anchor ends the path before its expired issuer", [leaf, intermediate, expiredRoot],
                anchors: [intermediate], [0, 1]),
            Row("of several anchors a valid one suffices", [leaf, intermediate], anchors: [expiredRoot, root], [0, 1, -1]),
            Row("an expired anchor", [leaf, intermediate], anchors: [expiredRoot], [0, 1, -1], findings: ["-:expired"]),
            Row("a valid cross-sign suffices", [leaf, expiredCrossSign, intermediate], anchors: [oldRoot, root], [0, 2, -1]),
            Row(
                "an anchor before validity: what it hangs on is judged", [leaf, expiredCrossSign, intermediate], anchors: [oldRoot],
                [0, 1, -1], findings: ["1:expired"]),
            Row(
                "a longer valid path is better than a shorter expired one",
                [leaf, expiredCA, .link("CA", by: "Middle"), .link("Middle", by: "Root")], [0, 2, 3, -1]),
            Row(
                "a signature tells issuers of one name apart",
                [
                    leaf,
                    intermediate.with {
                        $0.subject = name("CA"); $0.key = stranger; $0.salt = 1
                    }, intermediate,
                ], [0, 2, -1]),
            Row(
                "key identifiers are hints, not proof", [leaf.with { $0.authorityKeyIdentifier = [9] }, intermediate], [0, 1, -1]),
            Row(
                "a cross-sign without a way up is left again",
                [leaf, .link("CA", by: "Lost"), .link("Lost", by: "Nobody"), intermediate], [0, 3, -1]),
            Row(
                "a constraint on one way up, none on the other",
                [leaf, .link("CA", by: "Narrow"), narrow, intermediate], anchors: [root], [0, 3, -1]),
            Row(
                "without an anchor as far as it goes", [leaf, intermediate, root], anchors: [elsewhere], [0, 1, 2],
                findings: ["2:self_signed"]),
            Row(
                "loops end", [leaf, .link("CA", by: "B"), .link("B", by: "CA")], anchors: [elsewhere], [0, 1, 2],
                findings: ["2:unknown_issuer"]),
            Row(
                "a self-signed leaf with the name and key of an anchor is issued by it",
                [.link("Root", by: "Root", dns: "www.example.org")], [0, -1]),
            Row(
                "but only by an anchor that may issue", [.link("Root", by: "Root", dns: "www.example.org")],
                anchors: [root.with { $0.extensions = [] }], [0, -1], findings: ["-:not_a_ca"]),
            Row(
                "and by none of another key", [.link("Root", by: "Root", dns: "www.example.org")],
                anchors: [root.with { $0.key = stranger }], [0], findings: ["0:self_signed"]),
            Row(
                "of a self-issued leaf presented 32 times",
                Array(repeating: .link("A", by: "A", dns: "www.example.org"), count: 32), [0], findings: ["0:self_signed"]),
        ])
    func searched(row: Row) throws {
        let found = try path(row.chain, anchors: row.anchors)
        #expect(found.depths == row.depths)
        #expect(found.findings == row.findings)
    }

    private static let stranger = sequence(
        sequence(identifier(Identifier.ed25519)), bitString(TestCertificate.publicKey(of: name("somebody else"))))
    private static let narrow = TestCertificate.link("Narrow", by: "Root").with {
        $0.extensions.append(
            TestCertificate.extension(
                Identifier.nameConstraints, sequence(tlv(0xA1, sequence(dnsName("example.org")))), critical: tlv(1, [0xFF])))
    }

    @Test func `a leaf that can't be decoded has no path`() throws {
        #expect(try path([Self.leaf.with { $0.serial = [] }, Self.intermediate]).depths == [])
    }

    /// Each of n CAs is cross-signed by every other one, and no path is sound: without a budget the search
    /// would not end.
    @Test(arguments: [6, 12]) func `a mesh of cross-signs ends with the budget`(count: Int) throws {
        var chain = [TestCertificate.link("leaf", by: "CA 0", dns: "www.example.org")]
        for subject in 0..<count {
            for issuer in 0..<count where issuer != subject && chain.count < CertificateChain.maximumLength {
                chain.append(.link("CA \(subject)", by: "CA \(issuer)"))
            }
        }
        let narrow = TestCertificate.link("CA 0", by: "Root").with { $0.extensions = [TestCertificate.ca(pathLength: 0)] }
        chain[chain.count - 1] = narrow.with { $0.subject = name("CA \(count - 1)") }
        let found = try path(chain, anchors: [Self.root])
        #expect(!found.findings.isEmpty)
        if count > 6 { #expect(found.findings.contains("-:path_budget_exceeded")) }
    }

    @Test func `each limit of the budget refuses`() throws {
        let chain = [Self.leaf, Self.intermediate]
        func findings(_ change: (inout PathLimits) -> Void) throws -> [String] {
            var limits = PathLimits()
            change(&limits)
            let question = Question(
                chain: try CertificateChain(chain.map { try $0.der() }), identity: try Asking.identity("www.example.org"),
                policy: .default, anchors: try TrustAnchorSet([TrustAnchor(try Self.root.der())], source: "test"),
                instant: try Asking.instant())
            return SwiftValidator(version: "test", limits: limits).examine(question).verdict.findings.summary
        }
        let without = try findings { _ in }
        #expect(without.isEmpty)
        let steps = try findings { $0.steps = 1 }
        #expect(steps == ["-:path_budget_exceeded"])
        let checks = try findings { $0.signatureChecks = 1 }
        #expect(checks == ["-:path_budget_exceeded"])
    }
}
