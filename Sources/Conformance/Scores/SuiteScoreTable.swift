public import VerdictReport

/// The score of an engine, by the suite's namespaces or sections, and in all.
public struct SuiteScoreTable: Sendable {
    private let groups: [(name: String, score: SuiteScore)]
    private let style: Style

    /// Takes the groups, in the order of the rows.
    public init(_ groups: [(name: String, score: SuiteScore)], style: Style = .plain) {
        self.groups = groups
        self.style = style
    }

    /// The lines, each ended by a line feed; the last one is the sum.
    public var text: String {
        var table = AlignedTable(["", "evaluated", "match", "false accepts", "false rejects", "skipped"], numbers: 1..<6)
        var sum = SuiteScore()
        for (name, score) in groups {
            table.add(Self.cells(name, score))
            sum += score
        }
        table.add(Self.cells("total", sum))
        return table.lines(style).map { $0 + "\n" }.joined()
    }

    private static func cells(_ name: String, _ score: SuiteScore) -> [String] {
        [name] + [score.evaluated, score.matching, score.falseAccepts, score.falseRejects, score.skipped].map(String.init)
    }
}
