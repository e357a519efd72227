import Dispatch
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Countersigning
@testable import HandshakeProbe

/// Work that does not come back is held by a semaphore: how each job ends does not hang on time.
@Suite("Threads that engines judge on", .timeLimit(.minutes(2)))
struct JudgingThreadsTests {
    private func threads(_ count: Int, maximumGivenUp: Int) -> JudgingThreads {
        let deadlines = Deadlines(on: MultiThreadedEventLoopGroup.singleton.next())
        return JudgingThreads(count: count, maximumGivenUp: maximumGivenUp, deadlines: deadlines)
    }

    /// Far enough that it never decides.
    private var never: NIODeadline { .now() + .hours(1) }

    /// Soon, for what is held.
    private var soon: NIODeadline { .now() + .milliseconds(30) }

    @Test func `work is done, each once`() async {
        let threads = threads(2, maximumGivenUp: 1)
        let done = Counter()
        await withTaskGroup(of: JudgingThreads.End.self) { group in
            for _ in 0..<500 { group.addTask { await threads.run(until: .now() + .hours(1)) { done.add() } } }
            for await end in group { #expect(end == .finished) }
        }
        #expect(done.value == 500 && threads.givenUp == 0)
    }

    @Test func `a thread that does not come back is given up on, and another takes its place`() async throws {
        let threads = threads(1, maximumGivenUp: 2)
        let held = DispatchSemaphore(value: 0)
        for lost in 1...2 {
            #expect(await threads.run(until: soon) { held.wait() } == .late)
            #expect(threads.givenUp == lost)
            #expect(await threads.run(until: never) {} == .finished)
        }
        // The third is one too many: its thread is not replaced, and what comes after it waits in vain.
        #expect(await threads.run(until: soon) { held.wait() } == .late)
        #expect(threads.givenUp == 3)
        let runs = Counter()
        #expect(await threads.run(until: soon) { runs.add() } == .neverBegun)
        // Whichever comes back first takes the place that is owed, and the others end.
        held.signal()
        #expect(await threads.run(until: never) {} == .finished)
        for _ in 1...2 { held.signal() }
        while threads.givenUp > 0 { await Task.yield() }
        #expect(await threads.run(until: never) {} == .finished)
        #expect(runs.value == 0, "work that nobody waits for is not begun")
    }

    @Test func `what is light goes before what is heavy, and what is equal as it came`() async {
        let threads = threads(1, maximumGivenUp: 1)
        let (held, begun, order) = (DispatchSemaphore(value: 0), Counter(), Order())
        let never = never
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = await threads.run(until: never) {
                    begun.add()
                    held.wait()
                }
            }
            while begun.value == 0 { await Task.yield() }
            for (place, weight) in [9, 0, 5, 0].enumerated() {
                group.addTask { _ = await threads.run(until: never, weight: weight) { order.add(place) } }
                while threads.waiting <= place { await Task.yield() }
            }
            held.signal()
        }
        #expect(order.places == [1, 3, 2, 0])
    }

    @Test func `whoever is cancelled waits no longer`() async {
        let threads = threads(1, maximumGivenUp: 1)
        let held = DispatchSemaphore(value: 0)
        let begun = Counter()
        let never = never
        let task = Task {
            await threads.run(until: never) {
                begun.add()
                held.wait()
            }
        }
        while begun.value == 0 { await Task.yield() }
        task.cancel()
        #expect(await task.value == .cancelled)
        let late = Task {
            while !Task.isCancelled { await Task.yield() }
            return await threads.run(until: never) { Issue.record("begun after the cancellation") }
        }
        late.cancel()
        #expect(await late.value == .cancelled)
        held.signal()
    }
}

private final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func add() { count.withLock { $0 += 1 } }
}

private final class Order: Sendable {
    private let added = Mutex<[Int]>([])

    var places: [Int] { added.withLock { $0 } }

    func add(_ place: Int) { added.withLock { $0.append(place) } }
}
