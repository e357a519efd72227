import Synchronization

/// The loops of a row, for the one of them that finds that nothing works any more.
final class BenchLoops: Sendable {
    private let state = Mutex<(loops: [BenchLoop], isHopeless: Bool)>(([], false))

    var isHopeless: Bool { state.withLock(\.isHopeless) }

    /// Takes the loops before any of them runs.
    func take(_ loops: [BenchLoop]) { state.withLock { $0.loops = loops } }

    /// No loop begins any more handshakes.
    func stop() {
        let loops = state.withLock { state in
            state.isHopeless = true
            return state.loops
        }
        for loop in loops { loop.stop() }
    }
}
