/// An engine whose answer falls into two parts: the chain, which may be remembered, and whether the leaf belongs to the
/// reference identity, which is cheap and judged each time.
public protocol ChainEngine: VerificationEngine {
    /// Judges everything but the name, as of an instant.
    func judge(_ subject: ChainQuestion, at instant: Instant) -> any JudgedChain
}

extension ChainEngine {
    /// Judges the chain, then the name if one is asked for.
    public func examine(_ question: Question) -> EngineAnswer {
        judge(question.subject, at: question.instant).answer(to: question)
    }
}

/// What an engine said of a chain, whoever the server should be.
public protocol JudgedChain: Sendable {
    /// When the engine would say exactly the same; nil if that can't be told, or if a date is part of what it says.
    var unchangingPeriod: UnchangingPeriod? { get }
    /// The whole answer for an identity, the name judged now.
    func answer(for identity: ReferenceIdentity) -> EngineAnswer
    /// The answer about the chain alone, for questions that ask for no name: its scope lacks the name, so it is never
    /// an acceptance of a server.
    func answerWithoutName() -> EngineAnswer
}

extension JudgedChain {
    /// The answer to a question about this chain.
    public func answer(to question: Question) -> EngineAnswer {
        question.identity.map(answer(for:)) ?? answerWithoutName()
    }
}
