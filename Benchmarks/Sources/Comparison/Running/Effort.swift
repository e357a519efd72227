import Contenders

/// How long and how often is measured.
struct Effort {
    var rounds: Int
    /// How long a measurement in this process takes at least, in nanoseconds.
    var inProcess: Int64
    /// How long one over loopback takes at least.
    var loopback: Int64

    static func full(rounds: Int) -> Effort { Effort(rounds: rounds, inProcess: 100_000_000, loopback: 1_000_000_000) }
    /// Enough to see that everything runs.
    static let smoke = Effort(rounds: 2, inProcess: 1_000_000, loopback: 50_000_000)

    /// How many operations make one measurement long enough.
    func calibrate(_ contender: any Contender) throws -> Int {
        let isLoopback = contender is ChildContender
        let target = isLoopback ? loopback : inProcess
        var operations = isLoopback ? 2 * LoopbackRequest.inFlight : 1
        while true {
            let elapsed = max(1, try contender.run(operations: operations).elapsedTime)
            let enough = Int((Double(operations) * Double(target) * 1.15 / Double(elapsed)).rounded(.up))
            // A tenth of the target is long enough to tell the rest from.
            if elapsed >= target / 10 { return max(1, enough) }
            operations = min(max(enough, operations * 2), operations * 10)
        }
    }
}
