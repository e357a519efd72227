import Conformance
import Countersigning
import CrossCheck
import GnuTLSEngine
import IndependentValidator
import InternationalNames
import PublicSuffixList
import ServerIdentity
import Testing
import TestKit

@testable import Lab

#if OpenSSL
import OpenSSLEngine
#endif

/// No string that people read decides anything: with `x` for every sentence, rule and name in the answers and in the
/// ledger, classes, entries and exit codes stay the same.
@Suite("Answers without words")
struct WordlessTests {
    private static let validator = SwiftValidator(version: "test", publicSuffixes: PublicSuffixList())

    private static var engines: [any ChainEngine] {
        #if OpenSSL
        [GnuTLSEngine(), validator, OpenSSLEngine()]
        #else
        [GnuTLSEngine(), validator]
        #endif
    }

    private static let wordlessLedger = Ledger(
        entries: Ledger.known.entries.map { entry in
            KnownDifference(
                id: entry.id, accepters: entry.accepters, refusers: entry.refusers,
                versions: EngineVersions(seen: "x", ranges: entry.versions.ranges), condition: entry.condition,
                right: entry.right, rule: "x", summary: "x")
        })

    /// What a caller steers by.
    private struct Outcome: Equatable {
        let agreement: AgreementClass
        let ledgerID: String?
        let exitCode: Int32

        init(_ question: Question, _ answers: [EngineAnswer], _ ledger: Ledger) {
            let examination = Examination(question: question, answers: answers, ledger: ledger)
            (agreement, ledgerID) = (examination.agreement.class, examination.agreement.ledgerID)
            let judged = Judgement(examination: examination, observation: nil, facts: [:])
            exitCode = ExitStatus(of: .judged(judged)).rawValue
        }
    }

    /// Compares every two of the engines, and all together; gives the entries that occurred.
    private func expectNoChange(
        _ question: Question, hasName: Bool = true, by engines: [any ChainEngine] = engines, _ what: String
    ) -> Set<String> {
        let answers = engines.map { engine in
            let judged = engine.judge(question.subject, at: question.instant)
            return hasName ? judged.answer(to: question) : judged.answerWithoutName()
        }
        for finding in answers.flatMap({ $0.verdict.findings + $0.notes }) {
            #expect(Cause.known[finding.cause] != nil, "\(what): \(finding.cause.rawValue)")
        }
        let wordless = answers.map(\.wordless)
        var selections = [Array(answers.indices)]
        for first in answers.indices { selections += answers.indices.dropFirst(first + 1).map { [first, $0] } }
        var entries: Set<String> = []
        for selection in selections {
            let before = Outcome(question, selection.map { answers[$0] }, .known)
            let after = Outcome(question, selection.map { wordless[$0] }, Self.wordlessLedger)
            #expect(before == after, "\(what)")
            if let entry = before.ledgerID { entries.insert(entry) }
        }
        return entries
    }

    @Test(
        "x509-limbo",
        .enabled(if: Limbo.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory"), .needs(.xz))
    func limbo() throws {
        let now = try #require(Instant(rfc3339: "2026-11-23T00:00:00Z"))
        let suite = LimboSuite(now: now, asciiForm: InternationalNames.asciiForm)
        var entries: Set<String> = []
        for part in try Self.parts("x509-limbo.json.xz", "testcases") {
            let suiteCase = suite.suiteCase(part)
            guard case .ask(let asked) = suiteCase.task else { continue }
            entries.formUnion(try ask(asked, suiteCase.id))
        }
        #expect(entries.count >= 11, "\(entries.sorted())")
    }

    @Test(
        "PKITS", .enabled(if: Limbo.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory"), .needs(.xz))
    func pkits() throws {
        let suite = try PKITSSuite(Array(try Corpus.unpacked("pkits.json.xz")), policy: .rfc5280)
        var entries: Set<String> = []
        for part in try Self.parts("pkits.json.xz", "tests") {
            let suiteCase = suite.suiteCase(part)
            guard case .ask(let asked) = suiteCase.task else { continue }
            entries.formUnion(try ask(asked, suiteCase.id))
        }
        #expect(entries.count >= 3, "\(entries.sorted())")
    }

    private func ask(_ asked: SuiteQuestion, _ id: String) throws -> Set<String> {
        let subject = asked.subject
        let question = Question(
            chain: subject.chain, identity: try asked.identity ?? .dns(DNSName(parsing: "a.example")), policy: subject.policy,
            anchors: subject.anchors, revocation: subject.revocation, instant: asked.instant)
        return expectNoChange(question, hasName: asked.identity != nil, id)
    }

    private static func parts(_ file: String, _ member: String) throws -> [SuitePart] {
        var splitter = CaseSplitter(member: member)
        try splitter.take(Array(try Corpus.unpacked(file)))
        try splitter.finish()
        var parts: [SuitePart] = []
        while let part = splitter.next() { parts.append(part) }
        return parts
    }

    @Test func `the lab`() async throws {
        let now = try #require(Instant(rfc3339: "2026-11-23T12:00:00Z"))
        let pki = try await LabPKI(instant: now.secondsSinceEpoch)
        let anchors = try TrustAnchorSet(
            pki.trustedRoots.map { TrustAnchor(try CertificateDER($0), origin: "lab") }, source: "the lab's roots")
        var entries: Set<String> = []
        for scenario in LabScenario.all {
            guard case .tls(let tls) = scenario.behaviour else { continue }
            let chain = try CertificateChain(try tls.identity(pki).chain.map { try CertificateDER($0) })
            let identity = try ReferenceIdentity(parsing: scenario.identity, asciiForm: InternationalNames.asciiForm)
            let question = Question(chain: chain, identity: identity, policy: .default, anchors: anchors, instant: now)
            entries.formUnion(expectNoChange(question, scenario.name))
        }
        #expect(entries.isSuperset(of: ["partial-wildcard", "common-name-fallback"]), "\(entries.sorted())")
    }

    @Test func `what a root program forbids, by GnuTLS alone as well`() throws {
        let pki = try DistrustPKI.shared.get()
        var entries: Set<String> = []
        let questions = try [
            pki.question([.leaf, .intermediate], [pki.anchor(.old, until: DistrustPKI.notBefore - 1)]),
            pki.question([.leaf, .intermediate], [pki.anchor(.old)], distrusted: [pki.entry(.intermediate, .number)]),
            pki.question([.leaf, .intermediate], [pki.anchor(.old)], distrusted: [pki.entry(.intermediate, .octets)]),
            pki.question(
                [.leaf, .intermediate, .crossSigned],
                [pki.anchor(.old, until: DistrustPKI.notBefore - 1), pki.anchor(.other)]),
        ]
        let alone: [any ChainEngine] = [GnuTLSEngine(rootProgram: .libraryAlone), Self.validator]
        for (index, question) in questions.enumerated() {
            entries.formUnion(expectNoChange(question, "\(index)"))
            entries.formUnion(expectNoChange(question, by: alone, "\(index), GnuTLS alone"))
        }
        #expect(entries == ["distrust-date", "distrusted-beside-blocklist"], "\(entries.sorted())")
    }
}

extension EngineAnswer {
    /// The same answer with `x` for everything that is written for people.
    fileprivate var wordless: EngineAnswer {
        let verdict: Verdict =
            switch verdict {
            case .accepted: verdict
            case .refused(let findings): .refused(findings.map(\.wordless))
            case .undecided: .undecided(reason: "x")
            }
        var answer = EngineAnswer(
            engine: engine, scope: scope, verdict: verdict, notes: notes.map(\.wordless),
            trace: trace.map {
                VerificationStep(depth: $0.depth, subject: "x", issuer: $0.issuer.map { _ in "x" }, codes: $0.codes)
            })
        answer.presentedRefusal = presentedRefusal.map { PresentedRefusal(findings: $0.findings.map(\.wordless), advice: "x") }
        answer.revocationExamined = revocationExamined
        answer.presentedNames = presentedNames
        return answer
    }
}

extension Finding {
    fileprivate var wordless: Finding {
        let evidence: Evidence =
            switch evidence {
            case .expired, .notYetValid, .nameMismatch, .noUsableName: evidence
            case .unknownIssuer: .unknownIssuer(subject: "x", issuer: "x")
            case .selfSigned: .selfSigned(subject: "x")
            case .nameConstraint(let breach):
                .nameConstraint(NameConstraintBreach(name: "x", place: breach.place, issuer: "x"))
            case .distrusted: .distrusted(subject: "x", label: "x")
            case .distrustedAfter(_, let date, let notBefore): .distrustedAfter(anchor: "x", date: date, notBefore: notBefore)
            case .other(let id, let cause, _): .other(id, cause, detail: "x")
            }
        return Finding(
            evidence, cause: cause, depth: depth, rule: "x", origin: origin, anchor: anchor.map { _ in "x" },
            native: native.map { NativeDetail(code: $0.code, text: "x") })
    }
}
