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
