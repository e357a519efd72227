import CMeasuring
import NIOCore
import NIOPosix

/// So many handshakes, so many in flight, on one event loop: what every SwiftNIO client is driven by, a run for each of
/// its threads.
final class InFlightRun {
    /// How a handshake ended.
    enum Ending {
        case accepted
        case refused
        case failed
    }

    struct Counts: Sendable {
        var handshakes = 0
        var refused = 0
        var errors = 0
        fileprivate var unstarted: Int
        fileprivate var open = 0

        fileprivate init(_ count: Int) { unstarted = count }

        fileprivate mutating func add(_ other: Counts) {
            handshakes += other.handshakes
            refused += other.refused
            errors += other.errors
        }
    }

    /// Begins one handshake, and tells once how it ended; on the run's loop.
    typealias Attempt = (@escaping (Ending) -> Void) -> Void

    private let inFlight: Int
    private let attempt: Attempt
    private var counts: Counts
    private let promise: EventLoopPromise<Counts>

    private init(_ count: Int, inFlight: Int, on loop: any EventLoop, _ attempt: @escaping Attempt) {
        self.inFlight = inFlight
        self.attempt = attempt
        counts = Counts(count)
        promise = loop.makePromise()
    }

    /// Warms up, then measures; every loop of the group does its share.
    ///
    /// - Parameter prepare: makes what begins handshakes, on the loop that it is given.
    static func measure(
        _ request: LoopbackRequest, on group: MultiThreadedEventLoopGroup,
        _ prepare: @escaping @Sendable (any EventLoop) -> Attempt
    ) throws -> LoopbackOutcome {
        func round(_ count: Int) throws -> Counts {
            let loops = Array(group.makeIterator())
            let runs = loops.enumerated().map { index, loop in
                let share = Self.share(count, index, of: loops.count)
                let inFlight = max(1, Self.share(request.inFlight, index, of: loops.count))
                return loop.flatSubmit { InFlightRun(share, inFlight: inFlight, on: loop, prepare(loop)).start() }
            }
            return try runs.reduce(into: Counts(0)) { $0.add(try $1.wait()) }
        }
        if request.warmUp > 0 { _ = try round(request.warmUp) }
        let (processor, elapsed) = (stopwatch_process_cpu_ns(), stopwatch_now_ns())
        let counts = try round(request.handshakes)
        return LoopbackOutcome(
            handshakes: counts.handshakes, refused: counts.refused, errors: counts.errors,
            processorMicroseconds: Double(stopwatch_process_cpu_ns() - processor) / 1_000,
            seconds: Double(stopwatch_now_ns() - elapsed) / 1_000_000_000)
    }

    /// The part of one of so many; the first ones take what is left over.
    private static func share(_ count: Int, _ index: Int, of parts: Int) -> Int {
        count / parts + (index < count % parts ? 1 : 0)
    }

    private func start() -> EventLoopFuture<Counts> {
        if counts.unstarted == 0 { promise.succeed(counts) }
        for _ in 0..<min(inFlight, counts.unstarted) { begin() }
        return promise.futureResult
    }

    private func begin() {
        guard counts.unstarted > 0 else { return }
        counts.unstarted -= 1
        counts.open += 1
        attempt { self.ended($0) }
    }

    private func ended(_ how: Ending) {
        switch how {
        case .accepted: counts.handshakes += 1
        case .refused: counts.refused += 1
        case .failed: counts.errors += 1
        }
        counts.open -= 1
        begin()
        if counts.open == 0, counts.unstarted == 0 { promise.succeed(counts) }
    }
}
