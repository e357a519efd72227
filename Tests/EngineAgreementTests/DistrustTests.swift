import CrossCheck
import GnuTLSEngine
import IndependentValidator
import ServerIdentity
import Testing

#if OpenSSL
import OpenSSLEngine
#endif

/// What a root program forbids is refused by every engine, and the ledger knows where GnuTLS alone would not.
@Suite("Root program constraints, all engines")
struct DistrustTests {
    private let pki: DistrustPKI

    init() throws { pki = try DistrustPKI.shared.get() }

    private static let swift = SwiftValidator(version: "test")
    private static let gnutls = GnuTLSEngine()
    private static let gnutlsAlone = GnuTLSEngine(rootProgram: .libraryAlone)

    private static var all: [any ChainEngine] {
        #if OpenSSL
        [gnutls, swift, OpenSSLEngine()]
        #else
        [gnutls, swift]
        #endif
    }

    /// The answers of all engines, once they were found to agree.
    private func answers(_ question: Question, _ expected: AgreementClass, _ row: String) -> [EngineAnswer] {
        let examination = CrossCheck(engines: Self.all).examine(question)
        #expect(examination.agreement.class == expected, "\(row): \(examination.agreement.detail)")
        return examination.answers
    }

    /// - Parameter strays: OpenSSL takes the first issuer presented and does not come back from it: it refuses what the
    ///   others accept.
    private func expect(
        _ question: Question, isAccepted: Bool, _ row: String, _ expected: AgreementClass = .agree, strays: Bool = false
    ) {
        for answer in answers(question, strays ? Self.strayed : expected, row) {
            let isAccepted = isAccepted && !(strays && answer.engine.id == "openssl")
            #expect(answer.verdict.isAccepted == isAccepted, "\(row): \(answer.engine.id) says \(answer.verdict.findings)")
            if isAccepted { continue }
            // OpenSSL may say first that it finds no issuer.
            let found = answer.verdict.findings.filter { $0.id == .distrustedByRootProgram && !$0.rule.isEmpty }
            #expect(!found.isEmpty, "\(row): \(answer.engine.id) says \(answer.verdict.findings)")
        }
    }

    private static var strayed: AgreementClass {
        #if OpenSSL
        .pathBuilding
        #else
        .agree
        #endif
    }

    /// What GnuTLS alone says against the validator: the same, or the ledger's entry.
    private func expectAlone(_ question: Question, differsBy entry: String?, _ row: String) {
        let agreement = CrossCheck(engines: [Self.gnutlsAlone, Self.swift]).examine(question).agreement
        #expect(agreement.ledgerID == entry, "\(row): \(agreement.detail)")
        #expect([.agree, .knownDifference, .pathBuilding].contains(agreement.class), "\(row): \(agreement.detail)")
    }

    // MARK: the date of an anchor

    /// Seconds from the leaf's notBefore to the anchor's date. Equal is accepted: what was issued until then is
    /// trusted.
    private static let dates: [(offset: Int64, isAccepted: Bool)] = [
        (1, true), (0, true), (-1, false), (86_400, true), (-86_400, false), (365 * 86_400, true), (-3_650 * 86_400, false),
    ]
    /// "Whatever today is": the first and the last second of the leaf, around its notBefore (and so around the dates
    /// above), and between.
    private static let instants: [Int64] = [
        DistrustPKI.notBefore, DistrustPKI.notBefore + 1, DistrustPKI.notBefore + 86_400, DistrustPKI.now, DistrustPKI.notAfter - 1,
    ]

    @Test func `the leaf's notBefore is compared with the date, today is not`() throws {
        for date in Self.dates {
            for instant in Self.instants {
                let row = "\(date.offset) s at \(instant)"
                let question = try pki.question(
                    [.leaf, .intermediate], [pki.anchor(.old, until: DistrustPKI.notBefore + date.offset)], at: instant)
                expect(question, isAccepted: date.isAccepted, row)
                expectAlone(question, differsBy: date.isAccepted ? nil : "distrust-date", row)
            }
        }
    }

    @Test func `the finding is about the leaf, with both dates and the anchor`() throws {
        let question = try pki.question([.leaf, .intermediate], [pki.anchor(.old, until: DistrustPKI.notBefore - 1)])
        for answer in answers(question, .agree, "finding") {
            let finding = try #require(answer.verdict.findings.first)
            #expect(finding.depth == 0)
            guard case .distrustedAfter(let anchor, let date, let notBefore?) = finding.evidence else {
                Issue.record("\(answer.engine.id): \(finding.evidence)")
                continue
            }
            #expect(anchor.contains("Old root"))
            #expect(date.secondsSinceEpoch == DistrustPKI.notBefore - 1)
            #expect(notBefore.secondsSinceEpoch == DistrustPKI.notBefore)
        }
        let native = try #require(Self.gnutls.examine(question).verdict.findings.first?.native)
        #expect(native.text.hasPrefix("GnuTLS alone accepts the chain"))
    }

    @Test func `an anchor without the date may be reached instead`() throws {
        let early = DistrustPKI.notBefore - 1
        let late = DistrustPKI.notBefore + 1
        let rows: [(name: String, chain: [DistrustPKI.Who], anchors: [TrustAnchor], isAccepted: Bool)] = try [
            (
                "cross-signed", [.leaf, .intermediate, .crossSigned], [pki.anchor(.old, until: early), pki.anchor(.other)], true
            ),
            (
                "cross-signed, the other first", [.leaf, .crossSigned, .intermediate],
                [pki.anchor(.old, until: early), pki.anchor(.other)], true
            ),
            ("the same CA without a date", [.leaf, .intermediate], [pki.anchor(.old, until: early), pki.anchor(.renewed)], true),
            (
                "the same CA with a later date", [.leaf, .intermediate],
                [pki.anchor(.old, until: early), pki.anchor(.renewed, until: late)], true
            ),
            (
                "both too early", [.leaf, .intermediate], [pki.anchor(.old, until: early), pki.anchor(.renewed, until: early)],
                false
            ),
            (
                "both roots too early", [.leaf, .intermediate, .crossSigned],
                [pki.anchor(.old, until: early), pki.anchor(.other, until: early)], false
            ),
            (
                "the other anchor is not reached", [.leaf, .intermediate], [pki.anchor(.old, until: early), pki.anchor(.other)],
                false
            ),
            ("the leaf is the anchor", [.leaf], [pki.anchor(.leaf, until: early)], false),
            ("the leaf is the anchor, in time", [.leaf], [pki.anchor(.leaf, until: late)], true),
            (
                "the intermediate is an anchor without a date", [.leaf, .intermediate],
                [pki.anchor(.old, until: early), pki.anchor(.intermediate)], true
            ),
        ]
        for row in rows {
            expect(
                try pki.question(row.chain, row.anchors), isAccepted: row.isAccepted, row.name,
                strays: row.name == "cross-signed")
        }
    }

    @Test func `the date is about TLS servers alone`() throws {
        var policy = Policy.default
        policy.purpose = .clientAuthentication
        let anchors = [try pki.anchor(.old, until: DistrustPKI.notBefore - 1)]
        expect(try pki.question([.client, .intermediate], anchors, policy: policy), isAccepted: true, "client")
    }

    @Test func `the same anchor from two sources has the earlier date`() throws {
        for anchors in try [
            [pki.anchor(.old), pki.anchor(.old, until: DistrustPKI.notBefore - 1)],
            [pki.anchor(.old, until: DistrustPKI.notBefore - 1), pki.anchor(.old)],
        ] {
            expect(try pki.question([.leaf, .intermediate], anchors), isAccepted: false, "two sources")
        }
    }

    // MARK: distrusted certificates

    private struct Row {
        let name: String
        let chain: [DistrustPKI.Who]
        let anchors: [DistrustPKI.Who]
        let distrusted: DistrustPKI.Who
        let isAccepted: Bool
        /// Whether GnuTLS alone refuses too, given its octets: its blocklist compares only what the path needs.
        let isBlocked: Bool
    }

    private static let rows = [
        Row(
            name: "intermediate", chain: [.leaf, .intermediate], anchors: [.old], distrusted: .intermediate, isAccepted: false,
            isBlocked: true),
        Row(
            name: "intermediate, a trusted path around it", chain: [.leaf, .intermediate, .crossSigned], anchors: [.old, .other],
            distrusted: .intermediate, isAccepted: false, isBlocked: false),
        Row(
            name: "intermediate that the path does not need", chain: [.leaf, .crossSigned, .intermediate], anchors: [.old, .other],
            distrusted: .intermediate, isAccepted: false, isBlocked: false),
        Row(
            name: "intermediate that is an anchor", chain: [.leaf, .intermediate], anchors: [.old, .intermediate],
            distrusted: .intermediate, isAccepted: false, isBlocked: true),
        Row(name: "leaf", chain: [.leaf, .intermediate], anchors: [.old], distrusted: .leaf, isAccepted: false, isBlocked: true),
        Row(
            name: "leaf that is an anchor", chain: [.leaf], anchors: [.leaf], distrusted: .leaf, isAccepted: false, isBlocked: true),
        Row(name: "anchor", chain: [.leaf, .intermediate], anchors: [.old], distrusted: .old, isAccepted: false, isBlocked: true),
        Row(
            name: "anchor, presented", chain: [.leaf, .intermediate, .old], anchors: [.old], distrusted: .old, isAccepted: false,
            isBlocked: true),
        Row(
            name: "anchor above an anchor, presented", chain: [.leaf, .intermediate, .old], anchors: [.old, .intermediate],
            distrusted: .old, isAccepted: false, isBlocked: false),
        Row(
            name: "anchor, another one is reached", chain: [.leaf, .crossSigned], anchors: [.old, .other], distrusted: .old,
            isAccepted: true, isBlocked: false),
        Row(
            name: "anchor, the same CA is trusted by another certificate", chain: [.leaf, .intermediate],
            anchors: [.old, .renewed],
            distrusted: .old, isAccepted: true, isBlocked: false),
        Row(
            name: "a certificate of somebody else", chain: [.leaf, .intermediate], anchors: [.old], distrusted: .client,
            isAccepted: true, isBlocked: false),
    ]

    @Test func `a distrusted certificate is refused wherever it stands`() throws {
        for row in Self.rows {
            for knowledge in DistrustPKI.Knowledge.allCases {
                let name = "\(row.name), by \(knowledge.rawValue)"
                let question = try pki.question(
                    row.chain, row.anchors.map { try pki.anchor($0) }, distrusted: [pki.entry(row.distrusted, knowledge)])
                expect(question, isAccepted: row.isAccepted, name)
                // Anchors are put on the blocklist by whatever distrusts them: their octets are there.
                let isBlocked = row.isBlocked && (knowledge != .number || row.anchors.contains(row.distrusted))
                expectAlone(question, differsBy: row.isAccepted || isBlocked ? nil : "distrusted-beside-blocklist", name)
            }
        }
    }

    @Test func `a path around a distrusted anchor that nobody presented may be accepted`() throws {
        let question = try pki.question(
            [.leaf, .intermediate, .crossSigned], [pki.anchor(.old), pki.anchor(.other)], distrusted: [pki.entry(.old, .both)])
        expect(question, isAccepted: true, "around the anchor", .pathBuilding, strays: true)
    }

    @Test func `the finding names the certificate, its depth and the program's entry`() throws {
        let rows: [(who: DistrustPKI.Who, depth: Int?, subject: String)] = [
            (.leaf, 0, DistrustPKI.name), (.intermediate, 1, "Intermediate"), (.old, nil, "Old root"),
        ]
        for row in rows {
            for knowledge in DistrustPKI.Knowledge.allCases {
                let question = try pki.question(
                    [.leaf, .intermediate], [pki.anchor(.old)], distrusted: [pki.entry(row.who, knowledge)])
                for answer in answers(question, .agree, "\(row.who)") {
                    let finding = try #require(answer.verdict.findings.first)
                    #expect(answer.verdict.findings.count == 1)
                    #expect(finding.depth == row.depth, "\(answer.engine.id), \(row.who), \(knowledge)")
                    guard case .distrusted(let subject, let label) = finding.evidence else {
                        Issue.record("\(answer.engine.id): \(finding.evidence)")
                        continue
                    }
                    #expect(subject.contains(row.subject))
                    #expect(label == "Explicitly distrusted")
                }
            }
        }
    }

    @Test func `GnuTLS's own blocklist is named where it refuses`() throws {
        func native(_ knowledge: DistrustPKI.Knowledge) throws -> NativeDetail? {
            Self.gnutls.examine(
                try pki.question([.leaf, .intermediate], [pki.anchor(.old)], distrusted: [pki.entry(.intermediate, knowledge)])
            ).verdict.findings.first?.native
        }
        #expect(try native(.octets)?.code == "GNUTLS_CERT_REVOKED")
        #expect(try native(.number)?.text.hasPrefix("GnuTLS alone accepts the chain") == true)
    }
}
