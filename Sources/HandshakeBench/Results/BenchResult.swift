public import Countersigning

/// One row of a benchmark: what was asked, who answered, and what was measured.
public struct BenchResult: Sendable {
    /// What was asked.
    public let row: BenchRow
    /// The handshake before the first timed one, judged in full: nobody is timed for not verifying.
    public let first: Judgement
    /// What was measured.
    public let figures: BenchFigures

    /// Takes a row and its figures.
    public init(row: BenchRow, first: Judgement, figures: BenchFigures) {
        self.row = row
        self.first = first
        self.figures = figures
    }
}

/// What a run came to.
public struct BenchOutcome: Sendable {
    /// The rows that were measured.
    public var results: [BenchResult] = []
    /// The exit codes of all that went wrong.
    public var statuses: Set<ExitStatus> = []
    /// What to say of it that no row says: sentences without a full stop.
    public var remarks: [String] = []

    /// Nothing measured.
    public init() {}
}
