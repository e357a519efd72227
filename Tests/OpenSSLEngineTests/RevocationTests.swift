#if OpenSSL
import Foundation
import OpenSSLEngine
import ServerIdentity
import Testing
import TestKit

@Suite("Revocation by OpenSSL", .needs(.openssl, .bash))
struct RevocationTests {
    private let engine = OpenSSLEngine()

    /// One PKI for all rows: making it takes a second.
    private static let pki = Task { try await RevocationPKI() }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var leaf = "good"
        var lists: [String] = []
        var requirement = RevocationRequirement.wherever
        var day = 0
        /// Ids and depths; empty for an acceptance.
        var findings: [String] = []
        /// Of an acceptance: whether a status was determined.
        var isJudged = true
    }

    @Test(
        "lists",
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
            Row(testDescription: "a list by a stranger, none required", lists: ["root", "other"], requirement: .none),
            Row(
                testDescription: "lists out of date", lists: ["root", "inter"], day: 60,
                findings: ["revocation_unavailable 0", "revocation_unavailable 1"]),
            Row(
                testDescription: "lists out of date, none required", lists: ["root", "inter"], requirement: .none,
                day: 60,
                isJudged: false),
            Row(testDescription: "undecodable list", lists: ["root", "inter", "none"], isJudged: false),
            Row(
                testDescription: "undecodable list, revoked", leaf: "bad", lists: ["inter", "none"],
                findings: ["revoked 0"]),
        ])
    func judges(row: Row) async throws {
        let pki = try await Self.pki.value
        let chain = try CertificateChain([#require(pki.certificate(row.leaf)), #require(pki.certificate("inter"))])
        var policy = Policy.default
        policy.revocation = row.requirement
        let anchors = try TrustAnchorSet([TrustAnchor(#require(pki.certificate("root")))], source: "test")
        let subject = ChainQuestion(
            chain: chain, policy: policy, anchors: anchors,
            revocation: RevocationEvidence(crls: row.lists.isEmpty ? .none : CRLSet(row.lists.map(pki.list), source: "test")))
        let now = Int64(Date().timeIntervalSince1970) + 5 + Int64(row.day) * 86_400
        let judged = engine.judge(subject, at: try #require(Instant(secondsSinceEpoch: now)))
        let answer = judged.answer(for: .dns(try DNSName(parsing: "good.example")))
        let found = answer.verdict.findings.map { "\($0.id.rawValue) \($0.depth.map(String.init) ?? "-")" }
        #expect(Array(Set(found)).sorted() == row.findings.sorted())
        #expect(answer.verdict.isAccepted == row.findings.isEmpty)
        #expect(answer.scope.contains(.revocation) == !answer.revocationExamined.isEmpty)
        if answer.verdict.isAccepted { #expect(answer.scope.contains(.revocation) == row.isJudged) }
    }
}
#endif
