public import ServerIdentity

/// Asks several engines the same question and compares what they say.
///
/// It judges nothing itself: it neither decodes a certificate nor prefers an engine. The engines are asked one after
/// the other.
public struct CrossCheck: Sendable {
    private let engines: [any VerificationEngine]
    private let advisory: [any VerificationEngine]
    private let ledger: Ledger

    /// Takes the engines to ask and the differences that have been reviewed.
    ///
    /// - Parameters:
    ///   - engines: those that decide, in the order of the report.
    ///   - advisory: those whose opinion is shown and decides nothing.
    ///   - ledger: the differences that have been reviewed.
    public init(engines: [any VerificationEngine], advisory: [any VerificationEngine] = [], ledger: Ledger = .known) {
        self.engines = engines
        self.advisory = advisory
        self.ledger = ledger
    }

    /// Asks every engine, and compares the answers within the scope that they share.
    public func examine(_ question: Question) -> Examination {
        let answers = engines.map { $0.examine(question) }
        return Examination(
            question: question, answers: answers, advisory: advisory.map { $0.examine(question) }, ledger: ledger)
    }
}
