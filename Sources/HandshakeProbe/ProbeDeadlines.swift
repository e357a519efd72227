import NIOCore
import Synchronization

/// Ends probes in time, whatever their own threads are busy with.
///
/// One clock for all probes: a tick on a loop that drives no handshake asks each probe that is under way whether its
/// time is over. A timer for each stage of each probe would wake that loop several times a handshake.
final class ProbeDeadlines: Sendable {
    private struct State {
        var runs: [ProbeRun] = []
        var isTicking = false
    }

    /// Drives no handshake.
    let loop: any EventLoop
    private let state = Mutex(State())

    /// How late a deadline may be noticed.
    private static let tick = TimeAmount.milliseconds(10)

    init(on loop: any EventLoop) { self.loop = loop }

    func watch(_ run: ProbeRun) {
        let isFirst = state.withLock { state in
            state.runs.append(run)
            defer { state.isTicking = true }
            return !state.isTicking
        }
        if isFirst { scheduleTick() }
    }

    private func scheduleTick() { loop.scheduleTask(in: Self.tick) { self.check() } }

    private func check() {
        let now = NIODeadline.now()
        let runs = state.withLock { $0.runs }
        let over = Set(runs.filter { $0.isOver(at: now) }.map { ObjectIdentifier($0) })
        let goesOn = state.withLock { state in
            if !over.isEmpty { state.runs.removeAll { over.contains(ObjectIdentifier($0)) } }
            state.isTicking = !state.runs.isEmpty
            return state.isTicking
        }
        if goesOn { scheduleTick() }
    }
}
