import Dispatch
package import HandshakeProbe
package import NIOCore
import NIOPosix
import Synchronization

/// Threads on which engines judge, so that neither handshakes nor other targets' deadlines wait for a chain that takes
/// long.
///
/// A library can't be interrupted. Where it does not come back by the deadline, nobody waits for it any longer: its
/// thread is given up on, another one takes its place, and should it come back after all it ends. So many threads may
/// be lost and no more: past that, chains wait for a thread until their time is over.
package final class JudgingThreads: Sendable {
    private let deadlines: Deadlines
    private let count: Int
    private let maximumGivenUp: Int
    private let jobs = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    private struct State {
        var waiting: [Job] = []
        var isStarted = false
        /// Threads that do not come back.
        var givenUp = 0
        /// How many of them have no other in their place.
        var owed = 0
    }

    /// 32 threads that do not come back: each keeps what its chain was judged against, and the rest of a core.
    package static let maximumGivenUp = 32

    /// Starts no thread before there is something to judge.
    ///
    /// - Parameters:
    ///   - count: how many chains are judged at once. More than there are cores, so that a chain that takes its time
    ///     does not keep others from theirs.
    ///   - maximumGivenUp: how many threads may be lost.
    ///   - deadlines: what watches the time.
    package init(
        count: Int = max(4, 2 * System.coreCount), maximumGivenUp: Int = JudgingThreads.maximumGivenUp,
        deadlines: Deadlines
    ) {
        self.count = count
        self.maximumGivenUp = maximumGivenUp
        self.deadlines = deadlines
    }

    /// How it ended.
    package enum End: Hashable, Sendable {
        /// The work was done.
        case finished
        /// The deadline passed; the work may be going on.
        case late
        /// The deadline passed before a thread was free.
        case neverBegun
        /// The task was cancelled, likewise.
        case cancelled
    }

    /// How many threads do not come back at this moment.
    package var givenUp: Int { state.withLock { $0.givenUp } }

    /// How many jobs wait for a thread.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// Does something on one of the threads; of what waits for a thread, the lightest goes first. Comes back by the
    /// deadline, or when the task is cancelled, whatever the work does.
    ///
    /// - Parameters:
    ///   - deadline: when nobody waits any longer.
    ///   - weight: how much work it may be; only compared with others'.
    ///   - work: what to do.
    package func run(
        until deadline: NIODeadline, weight: Int = 0, _ work: @escaping @Sendable () -> Void
    ) async -> End {
        let job = Job(work, deadline, weight, self)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard job.begin(continuation) else { return }
                let isFirst = state.withLock { state in
                    let place = state.waiting.lastIndex { $0.weight <= weight }.map { $0 + 1 } ?? 0
                    state.waiting.insert(job, at: place)
                    defer { state.isStarted = true }
                    return !state.isStarted
                }
                if isFirst { for _ in 0..<count { startThread() } }
                deadlines.watch(job)
                jobs.signal()
            }
        } onCancel: {
            job.end(.cancelled)
        }
    }

    /// A thread ends when its job was given up on and another thread has taken its place.
    private func startThread() {
        let thread = NIOThreadPool(numberOfThreads: 1)
        thread.start()
        thread.submit { [self] _ in
            while true {
                jobs.wait()
                guard let job = state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }) else {
                    continue
                }
                if job.run() { continue }
                // It was given up on: another thread has its place, unless one is owed.
                let isSurplus = state.withLock { state in
                    state.givenUp -= 1
                    if state.owed == 0 { return true }
                    state.owed -= 1
                    return false
                }
                if isSurplus { return thread.shutdownGracefully { _ in } }
            }
        }
    }

    /// Puts another thread in the place of one that does not come back, unless too many do not.
    fileprivate func giveUp() {
        let mayReplace = state.withLock { state in
            state.givenUp += 1
            if state.givenUp <= maximumGivenUp { return true }
            state.owed += 1
            return false
        }
        if mayReplace { startThread() }
    }

    /// Nobody waits for it any longer, and no thread had begun it.
    fileprivate func forget(_ job: Job) {
        state.withLock { $0.waiting.removeAll { $0 === job } }
    }
}

/// Something that one thread does and one task waits for.
private final class Job: Deadlined {
    private enum Phase: Sendable {
        /// Nobody waits for it yet.
        case new
        case waiting(CheckedContinuation<JudgingThreads.End, Never>)
        case running(CheckedContinuation<JudgingThreads.End, Never>)
        /// Nobody waits for it any longer; whether a thread that was running it has been given up on.
        case over(isGivenUp: Bool)
    }

    private let work: @Sendable () -> Void
    private let deadline: NIODeadline
    let weight: Int
    private let threads: JudgingThreads
    private let phase = Mutex(Phase.new)

    init(_ work: @escaping @Sendable () -> Void, _ deadline: NIODeadline, _ weight: Int, _ threads: JudgingThreads) {
        self.work = work
        self.weight = weight
        self.deadline = deadline
        self.threads = threads
    }

    /// - Returns: false if it was cancelled before it was begun; the continuation has then been resumed.
    func begin(_ continuation: CheckedContinuation<JudgingThreads.End, Never>) -> Bool {
        let isNew = phase.withLock { phase in
            guard case .new = phase else { return false }
            phase = .waiting(continuation)
            return true
        }
        if !isNew { continuation.resume(returning: .cancelled) }
        return isNew
    }

    /// Does the work, unless nobody waits for it.
    ///
    /// - Returns: false if the thread has been given up on meanwhile.
    func run() -> Bool {
        let isWanted = phase.withLock { phase in
            guard case .waiting(let continuation) = phase else { return false }
            phase = .running(continuation)
            return true
        }
        guard isWanted else { return true }
        work()
        let (continuation, isGivenUp) = phase.withLock {
            phase -> (CheckedContinuation<JudgingThreads.End, Never>?, Bool) in
            defer { phase = .over(isGivenUp: false) }
            switch phase {
            case .running(let continuation): return (continuation, false)
            case .over(let isGivenUp): return (nil, isGivenUp)
            case .new, .waiting: return (nil, false)
            }
        }
        continuation?.resume(returning: .finished)
        return !isGivenUp
    }

    func isOver(at now: NIODeadline) -> Bool {
        if now >= deadline { end(.late) }
        return phase.withLock { if case .over = $0 { true } else { false } }
    }

    /// Waits no longer.
    func end(_ end: JudgingThreads.End) {
        var wasWaiting = false
        let continuation = phase.withLock { phase -> CheckedContinuation<JudgingThreads.End, Never>? in
            switch phase {
            case .new:
                phase = .over(isGivenUp: false)
                return nil
            case .waiting(let continuation):
                phase = .over(isGivenUp: false)
                wasWaiting = true
                return continuation
            case .running(let continuation):
                // Counted under the lock, so that a thread that comes back now was counted before.
                threads.giveUp()
                phase = .over(isGivenUp: true)
                return continuation
            case .over: return nil
            }
        }
        if wasWaiting { threads.forget(self) }
        continuation?.resume(returning: wasWaiting && end == .late ? .neverBegun : end)
    }
}
