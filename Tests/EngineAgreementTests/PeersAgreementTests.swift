import Conformance
import CrossCheck
import InternationalNames
import ServerIdentity
import TestKit
import Testing

/// Path-validation cases of other projects' own tests: whatever the engines say, no difference between them is
/// unexplained.
@Suite(
    "Peers' tests: agreement", .enabled(if: Limbo.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory"),
    .needs(.xz))
struct PeersAgreementTests {
    @Test("no difference is unexplained", arguments: EngineSets.all.indices)
    func explained(set: Int) throws {
        let now = try #require(Instant(rfc3339: "2026-11-23T00:00:00Z"))
        let suite = LimboSuite(now: now, asciiForm: InternationalNames.asciiForm)
        let check = CrossCheck(engines: EngineSets.all[set])
        var splitter = CaseSplitter()
        try splitter.take(Array(try Corpus.unpacked("peers.json.xz")))
        try splitter.finish()
        var asked = 0
        var unexplained: [String] = []
        while let part = splitter.next() {
            let suiteCase = suite.suiteCase(part)
            guard case .ask(let question) = suiteCase.task else { continue }
            asked += 1
            let agreement = check.examine(question.question).agreement
            if !agreement.class.isExplained { unexplained.append("\(suiteCase.id): \(agreement.detail)") }
        }
        #expect(asked > 600 && unexplained.isEmpty, "\(unexplained.joined(separator: "\n"))")
    }
}

extension SuiteQuestion {
    /// The same as all engines are asked.
    var question: Question {
        Question(
            chain: subject.chain, identity: identity, policy: subject.policy, anchors: subject.anchors,
            revocation: subject.revocation, instant: instant)
    }
}
