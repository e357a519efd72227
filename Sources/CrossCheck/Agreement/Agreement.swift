public import ServerIdentity

/// How far the engines' answers to one question agree.
///
/// With more than two engines this is the most serious of the comparisons of two.
public struct Agreement: Hashable, Sendable {
    /// The kind of relation.
    public let `class`: AgreementClass
    /// The entry of the ledger that explains a `knownDifference`; nil for every other class.
    public let ledgerID: String?
    /// Where that entry stands; nil where there is none.
    public let ledgerSource: LedgerSource?
    /// One sentence without a full stop: who says what, and why they differ.
    public let detail: String

    /// Takes a result of a comparison, as a stored record holds it.
    public init(class: AgreementClass, ledgerID: String? = nil, ledgerSource: LedgerSource? = nil, detail: String) {
        self.class = `class`
        self.ledgerID = ledgerID
        self.ledgerSource = ledgerSource
        self.detail = detail
    }

    /// Compares the answers, two engines at a time, within the scope that both judge.
    ///
    /// The independent validator is the yardstick: each other engine is compared with it. Two others are compared with
    /// each other only over what it does not judge, for otherwise one difference would be counted twice.
    public init(question: Question, answers: [EngineAnswer], ledger: Ledger) {
        self.init(question: question, answers: answers, ledger: ledger, .none)
    }

    /// - Parameters:
    ///   - pathAnswers: what engines that contradict each other say of the accepted path alone.
    ///   - id: only comparisons with this engine count; nil for all.
    init(
        question: Question, answers: [EngineAnswer], ledger: Ledger, _ pathAnswers: PathAnswers,
        involving id: String? = nil
    ) {
        let yardstick = answers.first { $0.engine.id == Self.yardstickID }
        var worst: Agreement?
        for (index, first) in answers.enumerated() {
            for second in answers.dropFirst(index + 1) where id == nil || first.engine.id == id || second.engine.id == id {
                var scope = first.scope.intersection(second.scope)
                var settled: Set<Int> = []
                if let yardstick, yardstick.verdict.isDecided,
                    ![first, second].contains(where: { $0.engine.id == Self.yardstickID })
                {
                    scope.subtract(yardstick.scope)
                    settled = Set(yardstick.revocationExamined)
                }
                let pair = PairComparison(
                    question: question, first: first, second: second, scope: scope, settled: settled, ledger: ledger,
                    pathAnswers: pathAnswers)
                if yardstick != nil, scope.isEmpty, !pair.differsAboutRevocation { continue }
                worst = Self.moreSerious(worst, pair.agreement)
            }
        }
        self = worst ?? Agreement(class: .outOfScope, detail: "fewer than two engines were asked")
    }

    /// The id of the engine that the ledger measures others by.
    package static let yardstickID = "swift"

    /// The first of equals stays: the order of the engines decides what is reported.
    static func moreSerious(_ first: Agreement?, _ second: Agreement) -> Agreement {
        guard let first, first.class.seriousness >= second.class.seriousness else { return second }
        return first
    }
}
