public import Countersigning
import ServerIdentity

/// A server that was not accepted before anything was timed.
public struct BenchRefusal: Error {
    /// What is known of it, as `verify` would say it.
    public let report: Report
    /// The offer to which that was the answer; nil if none was made.
    public let priority: String?

    init(_ target: String, _ outcome: Outcome, _ triedAt: Instant, priority: String? = nil) {
        report = Report(target: target, outcome: outcome, triedAt: triedAt)
        self.priority = priority
    }
}

/// A server that gave no ticket to resume from.
public struct BenchTicketProblem: Error {
    /// What was to be measured.
    public let row: BenchRow
}

/// A server on another machine, where that was not allowed. Nothing was sent to it.
public struct RemoteTargetProblem: Error {
    /// The target as it was given.
    public let target: String
    /// The first of its addresses that is no loopback address.
    public let address: String
}
