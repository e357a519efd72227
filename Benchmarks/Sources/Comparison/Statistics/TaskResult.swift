import Contenders

/// What was measured of one task.
struct TaskResult {
    let task: BenchmarkTask
    var rows: [ResultRow]

    /// Those whom everybody is compared with: the limit, then the peers. Where threads are compared: the first row.
    var references: [ResultRow] {
        if task.isScaling { return Array(rows.prefix(1)) }
        return rows.filter { $0.role == .limit } + rows.filter { $0.role == .peer }
    }

    /// How much more one costs than another. Where threads are compared: how many times as many operations a second it does.
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
