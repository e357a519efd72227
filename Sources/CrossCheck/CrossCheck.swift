public import ServerIdentity

/// Asks several engines the same question and compares what they say.
///
/// It judges nothing itself: it neither decodes a certificate nor prefers an engine.
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

    /// Lets every engine make what it needs of anchors and revocation lists.
    public func prepare(_ anchors: TrustAnchorSet, crls: CRLSet) {
        for engine in engines + advisory { engine.prepare(anchors, crls: crls) }
    }

    /// Asks every engine, one after the other, and compares the answers within the scope that they share.
    public func examine(_ question: Question) -> Examination {
        let sheet = sheet(for: question)
        sheet.fill()
        return sheet.examination(without: "")
    }

    /// A question that nobody has been asked yet.
    public func sheet(for question: Question) -> AnswerSheet {
        AnswerSheet(question, engines, advisory: advisory, ledger)
    }
}
