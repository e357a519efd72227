import VerdictReport

/// How verifiers stand on the suites, as Markdown that also reads well on a terminal.
public struct ConformanceTable: Sendable {
    /// One suite.
    public struct Section: Sendable {
        /// The suite, and what it asks.
        public let title: String
        /// One verifier each.
        public let rows: [Row]

        /// Takes a suite's rows.
        public init(title: String, rows: [Row]) {
            self.title = title
            self.rows = rows
        }
    }

    /// One verifier's score.
    public struct Row: Sendable {
        /// Name and version.
        public let verifier: String
        /// The score.
        public let score: SuiteScore
        /// Where the figures come from.
        public let origin: Origin

        /// Takes a verifier and its score.
        public init(_ verifier: String, _ score: SuiteScore, _ origin: Origin) {
            self.verifier = verifier
            self.score = score
            self.origin = origin
        }
    }

    /// Where figures come from.
    public enum Origin: Hashable, Sendable {
        /// This run.
        case measured
        /// Somebody else's run: quoted, not repeated.
        case recorded
    }

    private let sections: [Section]

    /// Takes the suites.
    public init(_ sections: [Section]) { self.sections = sections }

    /// The text, each line ended by a line feed.
    public var text: String {
        sections.map { section in
            var table = MarkdownTable(["", "evaluated", "false accepts", "false rejects", "skipped", ""], numbers: 1..<5)
            for row in section.rows {
                let counts = [row.score.evaluated, row.score.falseAccepts, row.score.falseRejects, row.score.skipped]
                table.add([row.verifier] + counts.map(String.init) + [row.origin == .measured ? "this run" : "recorded"])
            }
            return printable(section.title) + "\n\n" + table.text
        }.joined(separator: "\n")
    }
}
