import Countersigning
import Glibc
import NIOCore
import ServerIdentity
import Synchronization

/// Measures one row on all event loops.
struct BenchRun {
    private let load: BenchLoad
    private let work: BenchWork
    private let ticket: [UInt8]?
    let counters: BenchCounters

    /// Figures, the exit codes that verdicts other than acceptance stand for, and the one that most failed probes stand
    /// for.
    struct Outcome {
        let figures: BenchFigures
        let refusals: Set<ExitStatus>
        let commonFailure: ExitStatus?
    }

    init(_ work: BenchWork, _ load: BenchLoad, ticket: [UInt8]?) {
        self.work = work
        self.load = load
        self.ticket = ticket
        counters = BenchCounters(concurrency: load.concurrency)
    }

    /// Measures for as long as the load says. Cancelling the task ends it at once, with what was measured until then.
    func measure() async -> Outcome {
        let memoBefore = work.examiner.memoCounts
        let processBefore = ProcessTime.microseconds
        let start = NIODeadline.now()
        let end = start + .nanoseconds(Int64(load.duration * 1e9))
        let stopping = BenchLoops()
        let loops = makeLoops(start) { stopping.stop() }
        stopping.take(loops)
        var tally = BenchTally()
        await withTaskCancellationHandler {
            let tallies = loops.map { $0.run(until: end) }
            // A loop's future can't fail.
            for future in tallies { if let other = try? await future.get() { tally.merge(other) } }
        } onCancel: {
            for loop in loops { loop.abandon() }
        }
        stopping.take([])  // they hold each other

        let now = NIODeadline.now()
        var figures = BenchFigures()
        figures.cpuMicroseconds = ProcessTime.microseconds - processBefore
        let memo = work.examiner.memoCounts
        figures.memoHits = memo.hits - memoBefore.hits
        figures.memoMisses = memo.misses - memoBefore.misses
        figures.handshakes = tally.handshakes
        figures.resumed = tally.resumed
        figures.failures = tally.failures
        figures.latency = tally.latency
        figures.tls = tally.tls
        figures.ending = Task.isCancelled ? .interrupted : stopping.isHopeless ? .failures : .complete
        // Failures that come after the end, as timeouts do, make the measured time no longer.
        let finish = figures.ending == .complete ? max(end, tally.lastSuccess ?? end) : now
        figures.seconds = Double((finish - start).nanoseconds) / 1e9
        return Outcome(figures: figures, refusals: tally.refusals, commonFailure: tally.commonFailure)
    }

    private func makeLoops(_ start: NIODeadline, _ onHopeless: @escaping @Sendable () -> Void) -> [BenchLoop] {
        let loops = Array(work.threads.loops.makeIterator())
        return loops.enumerated().map { index, loop in
            let lanes = load.concurrency / loops.count + (index < load.concurrency % loops.count ? 1 : 0)
            let pace = load.rate.map { BenchPace(rate: $0, loop: index, of: loops.count, from: start) }
            return BenchLoop(
                work, on: loop, lanes: lanes, pace: pace, ticket: ticket, counters: counters, onHopeless: onHopeless)
        }
    }
}

/// The loops of a row, for the one of them that finds that nothing works any more.
private final class BenchLoops: Sendable {
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

/// The CPU time of this process.
private enum ProcessTime {
    /// User and system time of all threads in microseconds, children not included. POSIX fixes the unit of `clock`.
    static var microseconds: Int64 { Int64(clock()) }
}
