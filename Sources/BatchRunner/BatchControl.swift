import Synchronization

/// Stops a run from outside, and looks at how far it is.
public final class BatchControl: Sendable {
    private struct State {
        var tally = BatchTally()
        var isStopping = false
        var told: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    /// For one run.
    public init() {}

    /// Takes no further line, and begins no further step. What has begun is waited for; cancel the task to hurry it.
    public func stop() {
        let told = state.withLock { state in
            state.isStopping = true
            return state.told
        }
        told?()
    }

    /// Whether the run was told to stop.
    public var isStopping: Bool { state.withLock { $0.isStopping } }

    /// How far the run is.
    public var tally: BatchTally { state.withLock { $0.tally } }

    func count(_ tally: BatchTally) { state.withLock { $0.tally = tally } }

    /// Calls it when the run is told to stop.
    func tell(_ told: (@Sendable () -> Void)?) { state.withLock { $0.told = told } }
}
