public import ServerIdentity

/// One question, every engine's answer, and how far the answers agree.
public struct Examination: Sendable {
    /// What was asked.
    public let question: Question
    /// The answers of the engines that decide, in their order.
    public let answers: [EngineAnswer]
    /// The comparison of those answers.
    public let agreement: Agreement
    /// What was asked for, and none of the engines that decide judged although all of them accept; each refuses.
    public let unjudged: [Finding]
    /// The answers of engines that decide nothing: no conclusion looks at them.
    public let advisory: [AdvisoryAnswer]

    /// Compares answers that were given to the question, live or stored; nothing is asked again.
    public init(question: Question, answers: [EngineAnswer], advisory: [EngineAnswer] = [], ledger: Ledger = .known) {
        self.init(question: question, answers: answers, advisory: advisory, ledger: ledger, pathAnswers: .none)
    }

    /// - Parameter pathAnswers: what engines that contradict each other say of the accepted path alone.
    init(
        question: Question, answers: [EngineAnswer], advisory: [EngineAnswer], ledger: Ledger, pathAnswers: PathAnswers
    ) {
        self.question = question
        self.answers = answers
        agreement = Agreement(question: question, answers: answers, ledger: ledger, pathAnswers)
        unjudged = UnjudgedAspects.findings(question.subject, answers)
        self.advisory = advisory.map { AdvisoryAnswer($0, question, deciding: answers, ledger, pathAnswers) }
    }

    /// Every answer, those that decide first.
    public var allAnswers: [EngineAnswer] { answers + advisory.map(\.answer) }

    /// The path along which the chain was accepted: that of the first engine that judges paths, or else of the first
    /// that accepted; leaf first, anchor last. Empty if no engine that decides accepted along a path.
    public var acceptedPath: [CertificateDER] {
        let accepted = answers.compactMap { answer -> (scope: Scope, path: [CertificateDER])? in
            if case .accepted(let path) = answer.verdict, !path.isEmpty { (answer.scope, path) } else { nil }
        }
        return (accepted.first { $0.scope.contains(.path) } ?? accepted.first)?.path ?? []
    }

    /// Whether at least two different engines decide, every one of them accepted, and at least one of them judged the
    /// name, if the question asks for one.
    ///
    /// An undecided engine is no acceptance, and an engine can't countersign its own verdict. The libraries can't
    /// compare SRV-IDs and URI-IDs: two of them that accept a chain have not said whose it is.
    public var isCountersigned: Bool {
        Set(answers.map(\.engine.id)).count >= 2 && answers.allSatisfy(\.verdict.isAccepted)
            && (question.identity == nil || answers.contains { $0.scope.contains(.name) }) && unjudged.isEmpty
    }
}
