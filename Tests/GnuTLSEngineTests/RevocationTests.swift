import Foundation
import GnuTLSEngine
import ServerIdentity
import Testing
import TestKit

@Suite("Revocation by GnuTLS", .needs(.openssl, .bash))
struct RevocationTests {
    private let engine = GnuTLSEngine()

    /// One PKI for all rows: making it takes a second.
    private static let pki = Task { try await RevocationPKI() }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var leaf = "good"
        var lists: [String] = []
        var staple: Staple = .unknown
        var requirement = RevocationRequirement.wherever
        var day = 0
        /// Ids and depths; empty for an acceptance.
        var findings: [String] = []
        /// Of an acceptance: whether a status was determined.
        var isJudged = true
        /// A certificate that the root program distrusts, by its octets.
        var distrusted: String?

        enum Staple: Sendable { case unknown, missing, response(String), octets([UInt8]) }
    }

    @Test(
        "lists and staples",
        arguments: [
            Row(testDescription: "nothing given", isJudged: false),
            Row(testDescription: "both lists, not revoked", lists: ["root", "inter"]),
            Row(testDescription: "revoked", leaf: "bad", lists: ["root", "inter"], findings: ["revoked 0"]),
            Row(
                testDescription: "revoked, none required", leaf: "bad", lists: ["inter"], requirement: .none,
                findings: ["revoked 0"]),
            Row(testDescription: "no list for the intermediate", lists: ["inter"], findings: ["revocation_unavailable 1"]),
            Row(testDescription: "none required", lists: ["inter"], requirement: .none),
            Row(testDescription: "only the leaf", lists: ["inter"], requirement: .leaf),
            Row(
                testDescription: "required, nothing given", requirement: .chain,
                findings: ["revocation_unavailable 0", "revocation_unavailable 1"]),
            Row(testDescription: "a list by a stranger", lists: ["root", "other"], findings: ["revocation_unavailable 0"]),
            Row(testDescription: "a stranger's list beside the right one", lists: ["root", "other", "inter"]),
            Row(
                testDescription: "lists out of date", lists: ["root", "inter"], day: 60,
                findings: ["revocation_unavailable 0", "revocation_unavailable 1"]),
            Row(testDescription: "undecodable list", lists: ["root", "inter", "none"], isJudged: false),
            Row(
                testDescription: "undecodable list, and revoked", leaf: "bad", lists: ["inter", "none"], requirement: .leaf,
                findings: ["revoked 0"]),
            Row(
                testDescription: "lists out of date, and one of them holds it", leaf: "bad", lists: ["root", "inter"],
                requirement: .none, day: 60,
                findings: ["revoked 0"]),
            Row(testDescription: "a partitioned list", lists: ["root", "partitioned"]),
            Row(testDescription: "good staple", staple: .response("good"), requirement: .leaf),
            Row(testDescription: "revoked staple", leaf: "bad", staple: .response("bad"), findings: ["revoked 0"]),
            Row(testDescription: "forged staple", staple: .response("forged"), findings: ["staple_invalid 0"]),
            Row(testDescription: "staple of another", staple: .response("bad"), findings: ["staple_invalid 0"]),
            Row(
                testDescription: "forged staple, and a status is required", staple: .response("forged"), requirement: .leaf,
                findings: ["staple_invalid 0"]),
            Row(
                testDescription: "staple demanded and missing, and a status is required", leaf: "must", staple: .missing,
                requirement: .leaf, findings: ["staple_missing 0", "revocation_unavailable 0"]),
            Row(testDescription: "a delegate's staple", staple: .response("delegated"), requirement: .leaf),
            Row(
                testDescription: "a staple by a delegate that the root program distrusts", staple: .response("delegated"),
                findings: ["staple_invalid 0"], distrusted: "delegate"),
            Row(
                testDescription: "the same, and a status is required", staple: .response("delegated"), requirement: .leaf,
                findings: ["staple_invalid 0"], distrusted: "delegate"),
            Row(
                testDescription: "a delegate's staple, another is distrusted", staple: .response("delegated"), distrusted: "bad"),
            Row(
                testDescription: "no OCSP at all, and something is distrusted", staple: .octets([0x30, 0x00]),
                findings: ["staple_invalid 0"], distrusted: "bad"),
            Row(testDescription: "staple out of date", staple: .response("good"), day: 60, findings: ["staple_invalid 0"]),
            Row(
                testDescription: "staple from the future", staple: .response("good"), day: -1, findings: ["not_yet_valid 1"],
                isJudged: false),
            Row(testDescription: "no OCSP at all", staple: .octets([0x30, 0x00]), findings: ["staple_invalid 0"]),
            Row(testDescription: "staple demanded and missing", leaf: "must", staple: .missing, findings: ["staple_missing 0"]),
            Row(testDescription: "staple demanded and there", leaf: "must", staple: .response("must")),
            Row(testDescription: "staple demanded, nobody knows", leaf: "must", isJudged: false),
            Row(testDescription: "no staple demanded", staple: .missing, isJudged: false),
        ])
    func judges(row: Row) async throws {
        let pki = try await Self.pki.value
        let chain = try CertificateChain([#require(pki.certificate(row.leaf)), #require(pki.certificate("inter"))])
        var policy = Policy.default
        policy.revocation = row.requirement
        let staple: StapledResponse =
            switch row.staple {
            case .unknown: .unknown
            case .missing: .missing
            case .response(let name): .response(pki.response(name))
            case .octets(let octets): .response(octets)
            }
        var distrusted: [DistrustedCertificate] = []
        if let name = row.distrusted {
            let certificate = try #require(pki.certificate(name))
            distrusted.append(DistrustedCertificate(issuer: [], serial: [], certificate: certificate))
        }
        let anchors = try TrustAnchorSet(
            [TrustAnchor(#require(pki.certificate("root")))], distrusted: distrusted, source: "test")
        let subject = ChainQuestion(
            chain: chain, policy: policy, anchors: anchors,
            revocation: RevocationEvidence(
                crls: row.lists.isEmpty ? .none : CRLSet(row.lists.map(pki.list), source: "test"), staple: staple))
        let now = Int64(Date().timeIntervalSince1970) + 5 + Int64(row.day) * 86_400
        let judged = engine.judge(subject, at: try #require(Instant(secondsSinceEpoch: now)))
        let answer = judged.answer(for: .dns(try DNSName(parsing: "good.example")))
        let found = answer.verdict.findings.map { "\($0.id.rawValue) \($0.depth.map(String.init) ?? "-")" }
        #expect(found.sorted() == row.findings.sorted())
        #expect(answer.verdict.isAccepted == row.findings.isEmpty)
        #expect(answer.scope.contains(.revocation) == !answer.revocationExamined.isEmpty)
        if answer.verdict.isAccepted { #expect(answer.scope.contains(.revocation) == row.isJudged) }
        if !row.lists.isEmpty { #expect(judged.unchangingPeriod == nil) }
        if case .response = staple { #expect(judged.unchangingPeriod == nil) }
    }
}
