import CrossCheck
import Foundation
import ServerIdentity
import TestKit
import Testing

@Suite("Evidence of revocation, wherever the certificate stands and whatever is required", .needs(.openssl, .bash))
struct RevokedAnywhereTests {
    /// One PKI for all rows: making it takes a second.
    private static let pki = Task { try await RevocationPKI() }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var chain = ["good", "inter"]
        var anchors = ["root"]
        var lists: [String] = []
        var staple: String?
        var requirements = RevocationRequirement.allCases
        var day = 0
        /// Of all refusals together; empty for countersigned.
        let findings: Set<String>
    }

    private static let rows: [Row] = [
        Row(
            testDescription: "every certificate is an anchor, the staple says revoked", chain: ["bad", "inter"],
            anchors: ["bad", "inter", "root"], staple: "bad", findings: ["revoked 0"]),
        Row(
            testDescription: "every certificate is an anchor, the CRL says revoked", chain: ["bad", "inter", "root"],
            anchors: ["bad", "inter", "root"], lists: ["inter"], findings: ["revoked 0"]),
        Row(
            testDescription: "the leaf is the only anchor, its issuer is presented", chain: ["bad", "inter"], anchors: ["bad"],
            lists: ["inter"], staple: "bad", findings: ["revoked 0"]),
        Row(
            testDescription: "the leaf is the only anchor, its issuer is not known", chain: ["bad"], anchors: ["bad"],
            lists: ["inter"], staple: "bad", requirements: [.leaf, .chain], findings: ["revocation_unavailable 0"]),
        Row(
            testDescription: "the leaf is the only anchor, nothing is given", chain: ["good"], anchors: ["good"],
            requirements: [.wherever, .none], findings: []),
        Row(
            testDescription: "the intermediate is an anchor, the root's CRL revokes it", anchors: ["inter", "root"],
            lists: ["inter", "root-inter"], findings: ["revoked 1"]),
        Row(
            testDescription: "the intermediate is an anchor that is not presented, the root's CRL revokes it",
            chain: ["good"], anchors: ["inter", "root"], lists: ["inter", "root-inter"], findings: ["revoked -1"]),
        Row(
            testDescription: "the leaf is an anchor, and so is the root, whose CRL revokes what is between them",
            anchors: ["good", "root"], lists: ["inter", "root-inter"], findings: ["revoked 1"]),
        Row(
            testDescription: "the intermediate and the root are anchors, a staple says good",
            anchors: ["inter", "root"], staple: "good", findings: []),
        Row(
            testDescription: "others of the issuer's name hide nothing",
            chain: ["good", "inter", "root1", "root2", "root3", "root4", "rekeyed"],
            anchors: ["inter", "root"], lists: ["inter", "root-inter"], findings: ["revoked 1"]),
        Row(
            testDescription: "a garbage staple does not hide that the leaf was revoked", chain: ["bad", "inter"],
            lists: ["inter", "root"], staple: "forged", findings: ["revoked 0"]),
        Row(
            testDescription: "the intermediate is an anchor, nothing revokes it", anchors: ["inter", "root"],
            lists: ["inter", "root"], findings: []),
        Row(
            testDescription: "an old CRL holds the leaf", chain: ["bad", "inter"], lists: ["inter", "root"],
            requirements: [.none], day: 60, findings: ["revoked 0"]),
        Row(
            testDescription: "an old CRL does not hold the leaf", lists: ["inter", "root"], requirements: [.none], day: 60,
            findings: []),
        Row(
            testDescription: "a partitioned CRL without the leaf", lists: ["partitioned", "root"], findings: []),
        Row(
            testDescription: "a partitioned CRL with the leaf", chain: ["bad", "inter"], lists: ["partitioned", "root"],
            findings: ["revoked 0"]),
    ]

    @Test("refuses, and every difference is explained", arguments: rows)
    func refuses(row: Row) async throws {
        let pki = try await Self.pki.value
        let now = Int64(Date().timeIntervalSince1970) + 5 + Int64(row.day) * 86_400
        for requirement in row.requirements {
            var policy = Policy.default
            policy.revocation = requirement
            let question = Question(
                chain: try CertificateChain(row.chain.map { try #require(pki.certificate($0)) }),
                identity: .dns(try DNSName(parsing: "good.example")), policy: policy,
                anchors: try TrustAnchorSet(
                    row.anchors.map { TrustAnchor(try #require(pki.certificate($0))) }, source: "test"),
                revocation: RevocationEvidence(
                    crls: row.lists.isEmpty ? .none : CRLSet(row.lists.map(pki.list), source: "test"),
                    staple: row.staple.map { .response(pki.response($0)) } ?? .unknown),
                instant: try #require(Instant(secondsSinceEpoch: now)))
            for engines in EngineSets.all + EngineSets.libraries {
                let examination = CrossCheck(engines: engines).examine(question)
                let who = "\(requirement) \(engines.map(\.identity.id)): \(examination.answers) \(examination.agreement)"
                let refusals = examination.answers.flatMap(\.verdict.findings) + examination.unjudged
                let found = Set(refusals.map { "\($0.id.rawValue) \($0.depth ?? -1)" })
                let expected = Self.expected(row, requirement)
                // The libraries may go on from an anchor to one above it, and miss something there.
                #expect(found.isSuperset(of: expected) && found.isEmpty == expected.isEmpty, "\(who)")
                #expect(examination.isCountersigned == expected.isEmpty, "\(who)")
                #expect(examination.agreement.class.isExplained, "\(who)")
            }
        }
    }

    /// Where a status must be known, a chain without evidence for its intermediate is refused as well.
    private static func expected(_ row: Row, _ requirement: RevocationRequirement) -> Set<String> {
        let isIntermediateBelowAnchor = !row.anchors.contains("inter") && !row.anchors.contains(row.chain[0])
        let isUnknown = requirement == .chain && isIntermediateBelowAnchor && !row.lists.contains("root")
        return isUnknown ? row.findings.union(["revocation_unavailable 1"]) : row.findings
    }
}
