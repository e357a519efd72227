import Contenders
import Foundation

/// What was measured of one task.
struct TaskResult {
    let task: BenchmarkTask
    var rows: [ResultRow]

    /// Those whom everybody is compared with: the limit, then the peers. Where threads are compared: the first row.
    var references: [ResultRow] {
        if task.isScaling { return Array(rows.prefix(1)) }
        return rows.filter { $0.role == .limit } + rows.filter { $0.role == .peer }
    }

    /// Where threads are compared: what two of them should come to, and what they do; nil elsewhere.
    var wanted: String? {
        guard task.isScaling, rows.count > 1, let one = rows.first, let two = rows.last else { return nil }
        let ratio = Numbers.ratio(ratio(two, to: one))
        let cores =
            task.suite == .handshake
            ? "; the server takes its part of the same \(ProcessInfo.processInfo.processorCount) cores" : ""
        return "ratio at least \(Numbers.ratio(Self.wantedScaling)) wanted, \(ratio) measured\(cores)"
    }

    /// Two threads that share nothing but read-only values come close to twice the work.
    private static let wantedScaling = 1.8

    /// How much more one costs than another. Where threads are compared: how many times as many operations a second it
    /// does.
    func ratio(_ row: ResultRow, to other: ResultRow) -> Double {
        task.isScaling
            ? Statistics.ratio(row.perSecondSamples, to: other.perSecondSamples)
            : Statistics.ratio(row.microsecondSamples, to: other.microsecondSamples)
    }
}

/// What was measured of one contender.
struct ResultRow {
    let name: String
    let role: Role
    let measurements: [Timing]
    /// Instructions of one operation, where they were counted.
    var instructions: Double?

    var microsecondSamples: [Double] { measurements.map(\.microseconds) }
    var perSecondSamples: [Double] { measurements.map(\.operationsPerSecond) }
    /// Microseconds of processor time of one operation.
    var microseconds: Double { Statistics.median(microsecondSamples) }
    /// In percent of the median.
    var spread: Double { Statistics.spread(microsecondSamples) }
    /// Operations in a second of elapsed time.
    var perSecond: Double { Statistics.median(perSecondSamples) }
}
