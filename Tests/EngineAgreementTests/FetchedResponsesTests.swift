import CrossCheck
import Foundation
import GnuTLSEngine
import IndependentValidator
#if OpenSSL
import OpenSSLEngine
#endif
import ServerIdentity
import TestKit
import Testing

@Suite("OCSP responses that somebody fetched", .needs(.openssl, .bash))
struct FetchedResponsesTests {
    /// One PKI for all rows: making it takes a second.
    private static let pki = Task { try await RevocationPKI() }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var leaf = "good"
        let responses: [String]
        var lists: [String] = []
        var staple: String?
        var requirement = RevocationRequirement.wherever
        var day = 0
        /// Ids and depths, of both engines; empty for an acceptance.
        var findings: [String] = []
        /// A certificate that the root program distrusts, by its octets.
        var distrusted: String?
        /// Of an acceptance: whether a status was determined.
        var isJudged = true
    }

    private static let rows: [Row] = [
        Row(testDescription: "good", responses: ["good"], requirement: .leaf),
        Row(testDescription: "revoked", leaf: "bad", responses: ["bad"], findings: ["revoked 0"]),
        Row(
            testDescription: "revoked, none required", leaf: "bad", responses: ["bad"], requirement: .none, findings: ["revoked 0"]),
        Row(testDescription: "revoked, among others", leaf: "bad", responses: ["good", "bad", "must"], findings: ["revoked 0"]),
        Row(testDescription: "the intermediate is revoked", responses: ["good", "inter-bad"], findings: ["revoked 1"]),
        Row(testDescription: "said good and revoked", responses: ["inter-good", "inter-bad"], findings: ["revoked 1"]),
        Row(testDescription: "the whole chain", responses: ["inter-good", "good"], requirement: .chain),
        Row(
            testDescription: "one of the chain is missing", responses: ["good"], requirement: .chain,
            findings: ["revocation_unavailable 1"]),
        Row(testDescription: "a CRL for one, a response for the other", responses: ["inter-good"], lists: ["inter"]),
        Row(testDescription: "about another, nothing required", responses: ["bad"], isJudged: false),
        Row(
            testDescription: "about another", responses: ["bad"], requirement: .leaf, findings: ["revocation_unavailable 0"]),
        Row(
            testDescription: "forged", responses: ["forged"], requirement: .leaf, findings: ["revocation_unavailable 0"]),
        Row(testDescription: "forged, nothing required", responses: ["forged"], isJudged: false),
        Row(
            testDescription: "out of date", responses: ["good"], requirement: .leaf, day: 60,
            findings: ["revocation_unavailable 0"]),
        Row(testDescription: "by a delegate", responses: ["delegated"], requirement: .leaf),
        Row(
            testDescription: "by a delegate that the root program distrusts", responses: ["delegated"], requirement: .leaf,
            findings: ["revocation_unavailable 0"], distrusted: "delegate"),
        Row(
            testDescription: "a forged staple is no better for a good response", responses: ["good"], staple: "forged",
            findings: ["staple_invalid 0"]),
    ]

    private static func question(_ row: Row) async throws -> Question {
        let pki = try await pki.value
        var policy = Policy.default
        policy.revocation = row.requirement
        var distrusted: [DistrustedCertificate] = []
        if let name = row.distrusted {
            let certificate = try #require(pki.certificate(name))
            distrusted.append(DistrustedCertificate(issuer: [], serial: [], certificate: certificate))
        }
        let evidence = RevocationEvidence(
            crls: row.lists.isEmpty ? .none : CRLSet(row.lists.map(pki.list), source: "test"),
            staple: row.staple.map { .response(pki.response($0)) } ?? .unknown,
            responses: row.responses.map { OCSPResponseDER(pki.response($0), origin: $0) })
        let now = Int64(Date().timeIntervalSince1970) + 5 + Int64(row.day) * 86_400
        return Question(
            chain: try CertificateChain([row.leaf, "inter"].map { try #require(pki.certificate($0)) }),
            identity: .dns(try DNSName(parsing: "good.example")), policy: policy,
            anchors: try TrustAnchorSet(
                [TrustAnchor(#require(pki.certificate("root")))], distrusted: distrusted, source: "test"),
            revocation: evidence, instant: try #require(Instant(secondsSinceEpoch: now)))
    }

    @Test("GnuTLS and the Swift validator judge them alike", arguments: rows)
    func agree(row: Row) async throws {
        let question = try await Self.question(row)
        for engine in [GnuTLSEngine(), SwiftValidator(version: "test")] as [any ChainEngine] {
            let judged = engine.judge(question.subject, at: question.instant)
            let answer = judged.answer(to: question)
            let found = answer.verdict.findings.map { "\($0.id.rawValue) \($0.depth ?? -1)" }
            #expect(found == row.findings, "\(answer)")
            #expect(answer.verdict.isAccepted == row.findings.isEmpty)
            #expect(answer.scope.contains(.revocation) == !answer.revocationExamined.isEmpty)
            if answer.verdict.isAccepted { #expect(answer.scope.contains(.revocation) == row.isJudged) }
            // What was given and is of no use is told.
            #expect(row.isJudged || answer.notes.contains { $0.id == .revocationUnavailable }, "\(answer)")
            // Responses have dates of their own: nothing of it is remembered.
            #expect(judged.unchangingPeriod == nil)
        }
    }

    #if OpenSSL
    /// What its library can't be asked is no reason to refuse, and is not examined.
    @Test("OpenSSL judges none", arguments: rows.filter { $0.staple == nil })
    func openSSL(row: Row) async throws {
        let question = try await Self.question(row)
        let judged = OpenSSLEngine().judge(question.subject, at: question.instant)
        let answer = judged.answer(to: question)
        // By its own lists alone.
        #expect(answer.verdict.isAccepted && answer.revocationExamined == (row.lists.isEmpty ? [] : [0]), "\(answer)")
        #expect(judged.unchangingPeriod == nil)
    }
    #endif
}
