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
        var givenUp = 0
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
        count: Int = max(4, 2 * System.coreCount), maximumGivenUp: Int = JudgingThreads.maximumGivenUp, deadlines: Deadlines
    ) {
        self.count = count
        self.maximumGivenUp = maximumGivenUp
        self.deadlines = deadlines
    }

    /// How it ended.
    package enum End: Hashable, Sendable {
        /// The work was done.
        case finished
        /// The deadline passed; the work may be going on, or was never begun.
        case late
        /// The task was cancelled, likewise.
        case cancelled
    }

    /// How many threads do not come back at this moment.
    package var givenUp: Int { state.withLock { $0.givenUp } }

    /// Does something on one of the threads; comes back by the deadline, or when the task is cancelled, whatever the
    /// work does.
    package func run(until deadline: NIODeadline, _ work: @escaping @Sendable () -> Void) async -> End {
        let job = Job(work, deadline, self)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard job.begin(continuation) else { return }
                let isFirst = state.withLock { state in
                    state.waiting.append(job)
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
                guard let job = state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }) else { continue }
                if job.run() { continue }
                state.withLock { $0.givenUp -= 1 }
                return thread.shutdownGracefully { _ in }
            }
        }
    }

    /// - Returns: whether the job's thread was replaced.
    fileprivate func giveUp() -> Bool {
        let mayReplace = state.withLock { state in
            if state.givenUp >= maximumGivenUp { return false }
            state.givenUp += 1
            return true
        }
        if mayReplace { startThread() }
        return mayReplace
    }
}

/// Something that one thread does and one task waits for.
private final class Job: Deadlined {
    private enum Phase: Sendable {
        /// Nobody waits for it yet.
        case new
        case waiting(CheckedContinuation<JudgingThreads.End, Never>)
        case running(CheckedContinuation<JudgingThreads.End, Never>)
        /// Nobody waits for it any longer; whether its thread has been replaced.
        case over(isReplaced: Bool)
    }

    private let work: @Sendable () -> Void
    private let deadline: NIODeadline
    private let threads: JudgingThreads
    private let phase = Mutex(Phase.new)

    init(_ work: @escaping @Sendable () -> Void, _ deadline: NIODeadline, _ threads: JudgingThreads) {
        self.work = work
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
    /// - Returns: whether the thread is still wanted.
    func run() -> Bool {
        let isWanted = phase.withLock { phase in
            guard case .waiting(let continuation) = phase else { return false }
            phase = .running(continuation)
            return true
        }
        guard isWanted else { return true }
        work()
        let (continuation, isReplaced) = phase.withLock {
            phase -> (CheckedContinuation<JudgingThreads.End, Never>?, Bool) in
            defer { phase = .over(isReplaced: false) }
            switch phase {
            case .running(let continuation): return (continuation, false)
            case .over(let isReplaced): return (nil, isReplaced)
            case .new, .waiting: return (nil, false)
            }
        }
        continuation?.resume(returning: .finished)
        return !isReplaced
    }

    func isOver(at now: NIODeadline) -> Bool {
        if now >= deadline { end(.late) }
        return phase.withLock { if case .over = $0 { true } else { false } }
    }

    /// Waits no longer.
    func end(_ end: JudgingThreads.End) {
        let continuation = phase.withLock { phase -> CheckedContinuation<JudgingThreads.End, Never>? in
            switch phase {
            case .new:
                phase = .over(isReplaced: false)
                return nil
            case .waiting(let continuation):
                phase = .over(isReplaced: false)
                return continuation
            case .running(let continuation):
                // Under the lock, so that a thread that comes back now learns whether it is still wanted.
                phase = .over(isReplaced: threads.giveUp())
                return continuation
            case .over: return nil
            }
        }
        continuation?.resume(returning: end)
    }
}
