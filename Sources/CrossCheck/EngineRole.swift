public import ServerIdentity

/// What an engine's verdict counts for.
public enum EngineRole: String, CaseIterable, Hashable, Sendable {
    /// It must accept for a server to be countersigned, and its contradiction is a disagreement.
    case deciding
    /// It is shown beside the others, and changes neither conclusion nor exit code.
    case advisory
}

/// The answer of an engine that decides nothing, and how it relates to those that do.
public struct AdvisoryAnswer: Sendable {
    /// What the engine said.
    public let answer: EngineAnswer
    /// The most serious of its comparisons with the deciding engines.
    public let agreement: Agreement

    /// Compares an answer with those of the deciding engines.
    init(
        _ answer: EngineAnswer, _ question: Question, deciding: [EngineAnswer], _ ledger: Ledger,
        _ pathAnswers: PathAnswers
    ) {
        self.answer = answer
        agreement = Agreement(
            question: question, answers: deciding + [answer], ledger: ledger, pathAnswers, involving: answer.engine.id)
    }
}
