public import ServerIdentity

/// One question, every engine's answer, and how far the answers agree.
public struct Examination: Sendable {
    /// What was asked.
    public let question: Question
    /// The answers, in the order of the engines.
    public let answers: [EngineAnswer]
    /// The comparison of the answers.
    public let agreement: Agreement

    /// Compares answers that were given to the question, live or stored; nothing is asked again.
    public init(question: Question, answers: [EngineAnswer], ledger: Ledger = .known) {
        self.question = question
        self.answers = answers
        agreement = Agreement(question: question, answers: answers, ledger: ledger)
    }

    /// Whether at least two different engines were asked and every one accepted.
    ///
    /// An undecided engine is no acceptance, and an engine can't countersign its own verdict.
    public var isCountersigned: Bool {
        Set(answers.map(\.engine.id)).count >= 2 && answers.allSatisfy(\.verdict.isAccepted)
    }
}
