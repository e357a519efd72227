import Synchronization
import Testing

import BatchRunner

@Suite("a run over many lines")
struct BatchRunnerTests {
    typealias Runner = BatchRunner<Int, String>

    /// The numbers up to a bound, as a stream.
    private static func numbers(_ count: Int) -> @Sendable () async throws -> Int? {
        let next = Numbers()
        return {
            let number = next.take(); return number < count ? number : nil
        }
    }

    private static func limits(_ change: (inout BatchLimits) -> Void = { _ in }) -> BatchLimits {
        var limits = BatchLimits()
        (limits.perHostRate, limits.lookUpRate) = (nil, nil)
        change(&limits)
        return limits
    }

    @Test func `each line is handed out once, with what came of it`() async throws {
        var products: [Int: String] = [:]
        let tally = try await Runner(limits: Self.limits()).run(next: Self.numbers(5_000)) { number in
            switch number % 4 {
            case 0: .finished("at once")
            case 1: .compute { .finished("computed") }
            case 2: .connect(hosts: ["host \(number % 7)"]) { .finished("connected") }
            default: .lookUp { .connect(hosts: []) { .compute { .finished("all three") } } }
            }
        } deliver: { delivery in
            #expect(products.updateValue(delivery.product, forKey: delivery.item) == nil)
        }
        #expect(products.count == 5_000)
        #expect(Set(products.values) == ["at once", "computed", "connected", "all three"])
        #expect(tally.read == 5_000)
        #expect(tally.delivered == 5_000)
        #expect(tally.inFlight == 0)
    }

    @Test func `in the input's order, lines come as they were read`() async throws {
        var order: [Int] = []
        let runner = Runner(limits: Self.limits { $0.concurrency = 50 }, order: .input)
        _ = try await runner.run(next: Self.numbers(1_000)) { number in
            .connect(hosts: []) {
                for _ in 0..<(number % 9) { await Task.yield() }
                return .finished("")
            }
        } deliver: {
            order.append($0.item)
        }
        #expect(order == Array(0..<1_000))
    }

    @Test func `no more is held than the window`() async throws {
        let read = Numbers()
        var delivered = 0
        let runner = Runner(limits: Self.limits { ($0.heldLines, $0.concurrency) = (100, 10) }, order: .input)
        _ = try await runner.run(
            next: {
                let number = read.take()
                return number < 3_000 ? number : nil
            },
            begin: { number in .connect(hosts: []) { .finished("\(number)") } },
            deliver: { _ in
                delivered += 1
                // One demand of the reader beyond the window.
                #expect(read.count - delivered <= 100 + 65)
            })
        #expect(delivered == 3_000)
    }

    @Test func `large lines count by their octets`() async throws {
        let read = Numbers()
        var delivered = 0
        let runner = Runner(limits: Self.limits { $0.heldOctets = 4 << 20 })
        _ = try await runner.run(
            next: {
                let number = read.take()
                return number < 100 ? number : nil
            },
            octets: { _ in 2 << 20 }, begin: { _ in .compute { .finished("") } },
            deliver: { _ in
                delivered += 1
                #expect(read.count - delivered <= 4)
            })
        #expect(delivered == 100)
    }

    @Test func `lines that are the same are asked once, and each has its product`() async throws {
        let asked = Numbers()
        let gate = Gate()
        var originals: [Int: Int?] = [:]
        let control = BatchControl()
        let tally = try await Runner(limits: Self.limits()).run(
            control: control, next: Self.numbers(300), sameness: { $0 < 299 ? "\($0 % 3)" : nil },
            begin: { number in
                if number == 299 {
                    return .compute {
                        await gate.open(); return .finished("last")
                    }
                }
                return .connect(hosts: []) {
                    _ = asked.take()
                    await gate.wait()
                    return .finished("\(number)")
                }
            },
            deliver: { delivery in
                originals[delivery.item] = delivery.original
                if delivery.item < 299 { #expect(delivery.product == "\(delivery.item % 3)") }
            })
        #expect(asked.count == 3)
        #expect(originals.count == 300)
        #expect(tally.duplicates == 296)
    }

    @Test func `what may pass is tried again, so often and after longer and longer pauses`() async throws {
        let clock = VirtualClock()
        let times = Times()
        let runner = Runner(
            limits: Self.limits { ($0.attempts, $0.pause, $0.longestPause) = (5, .seconds(1), .seconds(3)) },
            clock: clock)
        var attempts = 0
        let tally = try await runner.run(next: Self.numbers(1)) { _ in
            Self.failing(times, clock)
        } deliver: {
            attempts = $0.attempts
            #expect($0.product == "failed")
        }
        #expect(attempts == 5)
        #expect(tally.retries == 4)
        let begun = times.all
        let pauses = zip(begun.dropFirst(), begun).map { $0 - $1 }
        #expect(pauses.count == 4)
        for (pause, longest) in zip(pauses, [1, 2, 3, 3]) {
            #expect(pause >= .seconds(longest) / 2)
            #expect(pause <= .seconds(longest))
        }
    }

    private static func failing(_ times: Times, _ clock: VirtualClock) -> BatchStep<String> {
        .connect(hosts: []) {
            times.note(clock.now.time)
            return .again("failed", failing(times, clock))
        }
    }

    @Test("the rate holds over any ten seconds, and is reached", arguments: [7.0, 250])
    func rate(rate: Double) async throws {
        let clock = VirtualClock()
        let times = Times()
        let runner = Runner(limits: Self.limits { $0.rate = rate }, clock: clock)
        let count = Int(rate * 30)
        _ = try await runner.run(next: Self.numbers(count)) { _ in
            .connect(hosts: []) {
                times.note(clock.now.time); return .finished("")
            }
        } deliver: { _ in
        }
        let begun = times.all.sorted()
        #expect(begun.count == count)
        for (place, time) in begun.enumerated() {
            let within = begun[place...].prefix { $0 < time + .seconds(10) }.count
            #expect(Double(within) <= rate * 10 * 1.05 + 1)
        }
        #expect(begun[count - 1] >= .seconds(28))
        #expect(begun[count - 1] <= .seconds(31))
    }

    @Test func `a run that is stopped finishes what has begun and drops the rest`() async throws {
        let control = BatchControl()
        let gate = Gate()
        var delivered: [Int] = []
        let tally = try await Runner(limits: Self.limits { $0.concurrency = 3 }).run(
            control: control, next: Self.numbers(1_000_000),
            begin: { number in
                .connect(hosts: []) {
                    if number == 2 {
                        control.stop()
                        await gate.open()
                    }
                    await gate.wait()
                    return .finished("")
                }
            },
            deliver: { delivered.append($0.item) })
        #expect(Set(delivered) == [0, 1, 2])
        #expect(tally.delivered == 3)
        #expect(tally.read == tally.delivered + tally.dropped)
    }

    @Test func `a stream that keeps us waiting does not keep us from stopping`() async throws {
        let control = BatchControl()
        let (delivered, never) = (Gate(), Gate())
        let next = Self.numbers(1)
        let tally = try await Runner(limits: Self.limits()).run(
            control: control,
            next: {
                if let number = try await next() { return number }
                await delivered.wait()
                control.stop()
                await never.wait()
                return nil
            },
            begin: { _ in .finished("") },
            deliver: { _ in Task { await delivered.open() } })
        #expect(tally.delivered == 1)
        await never.open()
    }

    @Test func `a stream that breaks off is told when what was read is done`() async throws {
        struct Broken: Error {}
        var delivered = 0
        let next = Self.numbers(100)
        await #expect(throws: Broken.self) {
            _ = try await Runner(limits: Self.limits()).run(
                next: {
                    guard let number = try await next() else { throw Broken() }
                    return number
                },
                begin: { _ in
                    .connect(hosts: []) {
                        await Task.yield(); return .finished("")
                    }
                },
                deliver: { _ in delivered += 1 })
        }
        #expect(delivered == 100)
    }

    @Test func `a reader of records who goes away ends the run`() async throws {
        struct Closed: Error {}
        await #expect(throws: Closed.self) {
            _ = try await Runner(limits: Self.limits()).run(next: Self.numbers(1_000_000)) { _ in
                .compute { .finished("") }
            } deliver: { _ in
                throw Closed()
            }
        }
    }

    @Test func `a cancelled task ends when its steps have come back`() async throws {
        let started = Gate()
        let ended = Numbers()
        let task = Task {
            try await Runner(limits: Self.limits()).run(next: Self.numbers(20)) { _ in
                .connect(hosts: []) {
                    await started.open()
                    try? await Task.sleep(for: .seconds(86_400))
                    _ = ended.take()
                    return .finished("")
                }
            } deliver: { _ in
            }
        }
        await started.wait()
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(ended.count > 0)
    }
}

/// Counts calls.
final class Numbers: Sendable {
    private let next = Mutex(0)
    var count: Int { next.withLock { $0 } }
    func take() -> Int {
        next.withLock { number in
            defer { number += 1 }; return number
        }
    }
}

/// Moments, from many tasks.
final class Times: Sendable {
    private let times = Mutex<[Duration]>([])
    var all: [Duration] { times.withLock { $0 } }
    func note(_ time: Duration) { times.withLock { $0.append(time) } }
}

/// Holds tasks back until it is opened.
actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func wait() async {
        if isOpen { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func open() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}
