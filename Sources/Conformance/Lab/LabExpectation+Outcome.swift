import Countersigning
import CrossCheck
import Lab
import ServerIdentity

extension LabExpectation {
    /// Whether exactly this came about. A disagreement that the ledger does not explain meets no expectation.
    func isMet(by outcome: Outcome) -> Bool {
        switch (self, outcome) {
        case (.failure(let code), .failed(let failure)): failure.code.rawValue == code
        case (.accepted, .judged(let judgement)): judgement.conclusion == .countersigned
        case (.refused(let finding), .judged(let judgement)):
            judgement.conclusion == .refused && refusals(judgement).count == judgement.examination.answers.count
                && judgement.examination.answers.contains { $0.verdict.findings.contains { $0.id.rawValue == finding } }
        case (.knownDifference(let ledgerID), .judged(let judgement)):
            judgement.conclusion == .refused && judgement.examination.agreement.ledgerID == ledgerID
                && refusals(judgement) == ["swift"]
        default: false
        }
    }

    private func refusals(_ judgement: Judgement) -> Set<String> {
        Set(judgement.examination.answers.filter { !$0.verdict.isAccepted }.map(\.engine.id))
    }
}
