public import VerdictReport

/// Two verifiers' answers to the cases of a suite: where they differ, and who is right by what the suite expects.
public struct SuiteComparison: Sendable {
    /// One case that both answered.
    public struct Case: Sendable {
        /// The case's name.
        public let id: String
        /// What the suite expects; nil where that can't be read.
        public let isAcceptanceExpected: Bool?
        /// Whether the first verifier accepts.
        public let isAcceptedByFirst: Bool
        /// Whether the second verifier accepts.
        public let isAcceptedBySecond: Bool
        /// Why one of them refuses; empty where nobody says.
        public let reason: String

        /// Takes both answers and what is expected.
        public init(
            id: String, isAcceptanceExpected: Bool?, isAcceptedByFirst: Bool, isAcceptedBySecond: Bool, reason: String
        ) {
            self.id = id
            self.isAcceptanceExpected = isAcceptanceExpected
            self.isAcceptedByFirst = isAcceptedByFirst
            self.isAcceptedBySecond = isAcceptedBySecond
            self.reason = reason
        }
    }

    private let first: String
    private let second: String
    private let cases: [Case]
    private let unanswered: Int
    private let foreign: Int
    private let style: Style

    /// Takes the verifiers' names and the cases that both answered.
    ///
    /// - Parameters:
    ///   - first: who answered first.
    ///   - second: who answered second.
    ///   - cases: in the suite's order.
    ///   - unanswered: cases that one of them did not answer.
    ///   - foreign: recorded cases that the suite does not hold.
    ///   - style: how to print.
    public init(first: String, second: String, cases: [Case], unanswered: Int, foreign: Int, style: Style = .plain) {
        self.first = first
        self.second = second
        self.cases = cases
        self.unanswered = unanswered
        self.foreign = foreign
        self.style = style
    }

    /// A row for each difference, then one line that sums up; each line ended by a line feed.
    public var text: String {
        var table = AlignedTable(["case", "expected", first, second, "reason"])
        let different = cases.filter { $0.isAcceptedByFirst != $0.isAcceptedBySecond }
        for row in different {
            table.add([
                row.id, row.isAcceptanceExpected.map(Self.word) ?? "?", Self.word(row.isAcceptedByFirst),
                Self.word(row.isAcceptedBySecond), row.reason,
            ])
        }
        let firstIsRight = different.count { $0.isAcceptanceExpected == $0.isAcceptedByFirst }
        let secondIsRight = different.count { $0.isAcceptanceExpected == $0.isAcceptedBySecond }
        let sum = """
            \(cases.count) cases answered by both, \(different.count) differently: \(printable(first)) is right in \(firstIsRight), \
            \(printable(second)) in \(secondIsRight); \(unanswered) not answered by both, \(foreign) recorded ones not in the suite

            """
        return table.lines(style).map { $0 + "\n" }.joined() + sum
    }

    private static func word(_ isAccepted: Bool) -> String { isAccepted ? "accept" : "refuse" }
}
