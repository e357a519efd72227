public import ServerIdentity

/// Asks several engines the same question and compares what they say.
///
/// It judges nothing itself: it neither decodes a certificate nor prefers an engine. The engines are asked one after the other.
public struct CrossCheck: Sendable {
    private let engines: [any VerificationEngine]
    private let ledger: Ledger

    /// Takes the engines to ask, in the order of the report, and the differences that have been reviewed.
    public init(engines: [any VerificationEngine], ledger: Ledger = .known) {
        self.engines = engines
        self.ledger = ledger
    }

    /// Asks every engine, and compares the answers within the scope that they share.
    public func examine(_ question: Question) -> Examination {
        let answers = engines.map { $0.examine(question) }
        return Examination(question: question, answers: answers, ledger: ledger)
    }
}
