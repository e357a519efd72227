public import Countersigning
public import ServerIdentity
public import VerdictReport

/// The results of a suite in the words of its result format.
public struct SuiteAnswers: Sendable {
    private let format: Format
    private let engine: SuiteEngine
    /// What came of each case, in the suite's order.
    public let results: [SuiteResult]

    init(format: Format, engine: SuiteEngine, results: [SuiteResult]) {
        self.format = format
        self.engine = engine
        self.results = results
    }

    /// What a suite calls things.
    public enum Format: Hashable, Sendable {
        /// x509-limbo.
        case limbo
        /// NIST PKITS.
        case pkits

        var engineMember: String {
            switch self {
            case .limbo: "harness"
            case .pkits: "engine"
            }
        }

        var answerMember: String {
            switch self {
            case .limbo: "actual_result"
            case .pkits: "actual"
            }
        }

        func word(_ outcome: SuiteOutcome) -> String {
            switch (self, outcome) {
            case (.limbo, .accepted): "SUCCESS"
            case (.limbo, .refused): "FAILURE"
            case (.limbo, .skipped), (.limbo, .unusable): "SKIPPED"
            case (.pkits, .accepted): "valid"
            case (.pkits, .refused): "invalid"
            case (.pkits, .skipped), (.pkits, .unusable): "skipped"
            }
        }
    }

    /// The document of the suite's result format, one line.
    public var document: JSONValue {
        let rows: [JSONValue] = results.map { result in
            .object([
                JSONMember(name: "id", value: .string(result.id)),
                JSONMember(name: format.answerMember, value: .string(format.word(result.outcome))),
                JSONMember(name: "context", value: .optional(result.outcome.context)),
            ])
        }
        let harness = format == .limbo ? "countersign-\(engine.label)" : engine.label
        return .object([
            JSONMember(name: "version", value: .integer(1)), JSONMember(name: format.engineMember, value: .string(harness)),
            JSONMember(name: "results", value: .array(rows)),
        ])
    }

    /// The score by namespace or section, PKITS in the suite's order.
    public func table(style: Style = .plain) -> SuiteScoreTable {
        var scores: [String: SuiteScore] = [:]
        var order: [String] = []
        for result in results {
            if scores[result.group] == nil { order.append(result.group) }
            scores[result.group, default: SuiteScore()].count(
                isAccepted: result.outcome.isAccepted, isAcceptanceExpected: result.isAcceptanceExpected)
        }
        if format == .limbo { order.sort() }
        return SuiteScoreTable(order.map { ($0, scores[$0] ?? SuiteScore()) }, style: style)
    }

    /// The cases beside recorded answers.
    public func comparison(with recorded: RecordedResults, style: Style = .plain) -> SuiteComparison {
        let cases: [SuiteComparison.Case] = results.compactMap { result in
            guard let ours = result.outcome.isAccepted, let other = recorded.answer(result.id), let theirs = other.isAccepted else {
                return nil
            }
            return SuiteComparison.Case(
                id: result.id, isAcceptanceExpected: result.isAcceptanceExpected, isAcceptedByFirst: ours,
                isAcceptedBySecond: theirs, reason: (ours ? other.context : result.outcome.context) ?? "")
        }
        return SuiteComparison(
            first: engine.label, second: recorded.verifier, cases: cases, unanswered: results.count - cases.count,
            foreign: recorded.count - results.count { recorded.answer($0.id) != nil }, style: style)
    }

    /// Name and version of who answered, as a table shows them.
    public var title: String { engine.title }

    /// The score of all cases together.
    public var score: SuiteScore {
        results.reduce(into: SuiteScore()) {
            $0.count(isAccepted: $1.outcome.isAccepted, isAcceptanceExpected: $1.isAcceptanceExpected)
        }
    }

    /// Says that cases are damaged, if any are.
    ///
    /// - Parameter name: the suite's.
    /// - Throws: `InputProblem` that counts them and names the first.
    public func checkAllUsable(of name: String) throws(InputProblem) {
        let unusable = results.compactMap { if case .unusable(let context) = $0.outcome { context } else { nil } }
        guard let first = unusable.first else { return }
        let count = unusable.count == 1 ? "1 case is" : "\(unusable.count) cases are"
        throw InputProblem(
            code: .inputUnreadable, text: "\(count) unusable of the \(results.count) in \(name); the first: \(first)")
    }
}

extension SuiteOutcome {
    /// Nil if the case was not put to the engine.
    public var isAccepted: Bool? {
        switch self {
        case .accepted: true
        case .refused: false
        case .skipped, .unusable: nil
        }
    }

    /// Why the engine did not accept, or was not asked.
    public var context: String? {
        switch self {
        case .accepted: nil
        case .refused(let context), .skipped(let context), .unusable(let context): context
        }
    }
}
