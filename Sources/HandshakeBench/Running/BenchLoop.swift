import HandshakeProbe
import NIOCore
import ServerIdentity

/// One event loop's share of a row: so many lanes, each of which makes a handshake, judges it on this thread, and
/// begins the next.
final class BenchLoop: @unchecked Sendable {  // everything but its constants is touched on its event loop only
    private let loop: any EventLoop
    private let work: BenchWork
    private let counters: BenchCounters
    private let onHopeless: @Sendable () -> Void
    private let done: EventLoopPromise<BenchTally>

    private var tally = BenchTally()
    private var pace: BenchPace?
    /// From what every handshake is resumed, the first handshake's ticket, if sessions are to be resumed at all.
    private let ticket: [UInt8]?
    /// Lanes in which nothing is in flight.
    private var idle: Int
    private let lanes: Int
    private var isBeginning = false
    /// No handshake begins any more.
    private var isStopping = false
    /// The tally was handed out; what comes later is not counted.
    private var isOver = false
    /// When handshakes are begun again: at the next slot of the pace, or after failures.
    private var alarm: Scheduled<Void>?
    private var end: Scheduled<Void>?

    /// What fails at once, for want of file descriptors, would fail again at once.
    private static let pauseAfterFailure = TimeAmount.milliseconds(10)

    init(
        _ work: BenchWork, on loop: any EventLoop, lanes: Int, pace: BenchPace?, ticket: [UInt8]?, counters: BenchCounters,
        onHopeless: @escaping @Sendable () -> Void
    ) {
        self.loop = loop
        self.work = work
        self.lanes = lanes
        self.pace = pace
        self.counters = counters
        self.onHopeless = onHopeless
        idle = lanes
        self.ticket = ticket
        done = loop.makePromise(of: BenchTally.self)
    }

    /// Begins handshakes until a moment, and gives the tally when the last of them is judged.
    func run(until moment: NIODeadline) -> EventLoopFuture<BenchTally> {
        loop.execute {
            self.end = self.loop.scheduleTask(deadline: moment) { self.stopOnLoop() }
            self.beginAll()
        }
        return done.futureResult
    }

    /// Begins no more handshakes; those in flight are waited for.
    func stop() { loop.execute { self.stopOnLoop() } }

    /// Gives the tally as it is; what is in flight is not waited for.
    func abandon() {
        loop.execute {
            self.isStopping = true
            self.settle()
        }
    }

    private func stopOnLoop() {
        isStopping = true
        if idle == lanes { settle() }
    }

    private func settle() {
        if isOver { return }
        isOver = true
        alarm?.cancel()
        end?.cancel()
        done.succeed(tally)
    }

    private func beginAll() {
        // A handshake that fails at once comes back here from within.
        if isBeginning { return }
        isBeginning = true
        defer { isBeginning = false }
        for _ in 0..<idle where !isStopping {
            let now = NIODeadline.now()
            if let moment = pace?.delay(at: now) {
                wake(at: moment)
                break
            }
            pace?.begin(at: now)
            begin(at: now)
        }
        if isStopping, idle == lanes { settle() }
        // Lanes are left whose handshakes failed at once. First the event loop has its turn: sockets, timers, and
        // whoever wants to stop this.
        if idle > 0, !isStopping { wake(at: .now() + Self.pauseAfterFailure) }
    }

    private func wake(at moment: NIODeadline) {
        if alarm != nil { return }
        alarm = loop.scheduleTask(deadline: moment) {
            self.alarm = nil
            self.beginAll()
        }
    }

    private func begin(at begun: NIODeadline) {
        idle -= 1
        work.probe.observe(work.target, on: loop, resumption: ticket.map { .resume($0) } ?? ProbeConfiguration.Resumption.none)
            .whenComplete { result in
                if !self.isOver { self.ended(result, begun) }
                self.idle += 1
                self.beginAll()
            }
    }

    private func ended(_ result: Result<Observation, any Error>, _ begun: NIODeadline) {
        switch result {
        case .success(let observation):
            let examination = work.examine(observation)
            if examination.isAcceptedByAll {
                tally.accepted(observation, begun: begun, ended: .now())
                counters.countSuccess()
                return
            }
            tally.refused(examination, observation)
        case .failure(let error):
            tally.failed(error as? ProbeFailure ?? ProbeFailure(stage: .connect, code: .protocolError, text: "\(error)"))
        }
        if counters.countFailure() { onHopeless() }
    }
}
