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
public struct BenchTicketProblem: Error, CustomStringConvertible {
    /// What was to be measured.
    public let row: BenchRow

    /// What is wrong and what to do, without a full stop.
    public var description: String {
        "\(EscapedText(row.name)) gave no ticket for the offer \(EscapedText(row.priority)), so there is nothing to resume and "
            + "nothing was measured; measure full handshakes without --resume, or let the server give tickets"
    }
}

/// A server on another machine, where that was not allowed. Nothing was sent to it.
public struct RemoteTargetProblem: Error, CustomStringConvertible {
    /// The target as it was given.
    public let target: String
    /// The first of its addresses that is no loopback address.
    public let address: String

    /// What is wrong and what to do, without a full stop.
    public var description: String {
        "\(EscapedText(target)) is at \(EscapedText(address)), which is no loopback address: nothing was sent; if its owner lets "
            + "you load it, say so with --yes-i-may-load-this-host"
    }
}
