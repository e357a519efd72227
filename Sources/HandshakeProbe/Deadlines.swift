package import NIOCore
import Synchronization

/// Something that must end by a deadline.
package protocol Deadlined: AnyObject, Sendable {
    /// Whether it is over; ends it if its time is.
    func isOver(at now: NIODeadline) -> Bool
}

/// Ends what must end in time, whatever its own threads are busy with.
///
/// One clock for all: a tick on a loop that drives no handshake asks each probe and each judgement that is under way
/// whether its time is over. A timer for each stage of each probe would wake that loop several times a handshake.
package final class Deadlines: Sendable {
    private struct State {
        var runs: [any Deadlined] = []
        var isTicking = false
    }

    /// Drives no handshake.
    package let loop: any EventLoop
    private let state = Mutex(State())

    /// How late a deadline may be noticed.
    private static let tick = TimeAmount.milliseconds(10)

    package init(on loop: any EventLoop) { self.loop = loop }

    /// Asks it from now on, until it is over.
    package func watch(_ run: any Deadlined) {
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
