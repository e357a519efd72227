import ServerIdentity
import Synchronization

/// What all event loops of a row count together: for the progress line, and to see when nothing works any more.
public final class BenchCounters: Sendable {
    private let accepted = Atomic(0)
    private let failed = Atomic(0)
    private let failedInRow = Atomic(0)

    /// So many failures with no success between them tell nothing new.
    private let hopeless: Int

    /// - Parameter concurrency: handshakes in flight: all of them may fail at once, and the next one succeed.
    init(concurrency: Int) { hopeless = max(64, concurrency) }

    /// Handshakes that were completed and whose verdict was acceptance.
    public var handshakes: Int { accepted.load(ordering: .relaxed) }
    /// Handshakes that failed or were not accepted.
    public var errors: Int { failed.load(ordering: .relaxed) }

    func countSuccess() {
        accepted.add(1, ordering: .relaxed)
        failedInRow.store(0, ordering: .relaxed)
    }

    /// True when it was the failure that makes the row hopeless.
    func countFailure() -> Bool {
        failed.add(1, ordering: .relaxed)
        return failedInRow.add(1, ordering: .relaxed).newValue == hopeless
    }
}

extension BenchRow {
    /// How far a row is that is being measured, as one clause.
    public func progress(_ counters: BenchCounters, after seconds: Double) -> String {
        let handshakes = counters.handshakes
        let perSecond = seconds > 0 ? Double(handshakes) / seconds : 0
        return
            "\(name), \(FixedPoint(seconds, places: 0)) of \(FixedPoint(load.duration, places: 1)) s, "
            + "\(handshakes) handshakes, \(FixedPoint(perSecond, places: 0)) a second, \(counters.errors) errors"
    }
}
