import TestKit
import Testing

@testable import BatchRunner

@Suite("who may begin, and when")
struct BatchScheduleTests {
    private static func limits(_ change: (inout BatchLimits) -> Void) -> BatchLimits {
        var limits = BatchLimits()
        (limits.perHostRate, limits.lookUpRate) = (nil, nil)
        change(&limits)
        return limits
    }

    private static func begun(_ schedule: inout BatchSchedule, at now: Duration) -> [Int] {
        var begun: [Int] = []
        while let item = schedule.next(at: now) { begun.append(item) }
        return begun
    }

    @Test func `no more begin than there are places, and each end makes one`() {
        var schedule = BatchSchedule(Self.limits { $0.concurrency = 2 })
        for item in 0..<4 { schedule.enter(item, .connect, hosts: ["\(item)"]) }
        #expect(Self.begun(&schedule, at: .zero) == [0, 1])
        schedule.leave(1, at: .zero)
        #expect(Self.begun(&schedule, at: .zero) == [2])
        #expect(schedule.alarm(after: .zero) == nil)
    }

    @Test func `a busy host holds up those who wait for it, and nobody else`() {
        var schedule = BatchSchedule(Self.limits { $0.perHostConcurrency = 1 })
        for item in 0..<100 { schedule.enter(item, .connect, hosts: ["slow"]) }
        schedule.enter(100, .connect, hosts: ["other"])
        #expect(Self.begun(&schedule, at: .zero) == [0, 100])
        schedule.leave(0, at: .zero)
        #expect(Self.begun(&schedule, at: .zero) == [1])
    }

    @Test func `both limits hold where a line has two hosts`() {
        var schedule = BatchSchedule(Self.limits { $0.perHostConcurrency = 1 })
        schedule.enter(0, .connect, hosts: ["192.0.2.1", "a.example"])
        schedule.enter(1, .connect, hosts: ["192.0.2.1", "b.example"])
        schedule.enter(2, .connect, hosts: ["192.0.2.2", "a.example"])
        schedule.enter(3, .connect, hosts: ["192.0.2.3", "b.example"])
        #expect(Self.begun(&schedule, at: .zero) == [0, 3])
        schedule.leave(3, at: .zero)
        #expect(Self.begun(&schedule, at: .zero) == [])
        schedule.leave(0, at: .zero)
        #expect(Set(Self.begun(&schedule, at: .zero)) == [1, 2])
    }

    @Test func `lines of two hosts that wait at either do not send one another to and fro`() {
        var schedule = BatchSchedule(Self.limits { ($0.perHostConcurrency, $0.perHostRate) = (1, 10) })
        for item in 0..<20 { schedule.enter(item, .connect, hosts: item % 2 == 0 ? ["a", "b"] : ["b", "a"]) }
        var (now, begun) = (Duration.zero, 0)
        while now < .seconds(10) {
            while let item = schedule.next(at: now) {
                begun += 1
                schedule.leave(item, at: now)
            }
            guard let alarm = schedule.alarm(after: now) else { break }
            now = alarm
        }
        #expect(begun == 20)
    }

    @Test func `lines of one host begin in their order`() {
        var schedule = BatchSchedule(Self.limits { $0.perHostConcurrency = 1 })
        for item in 0..<10 { schedule.enter(item, .connect, hosts: ["host"]) }
        var order: [Int] = []
        while let item = schedule.next(at: .zero) {
            order.append(item)
            // One that comes now waits behind those that wait.
            if item == 0 { schedule.enter(10, .connect, hosts: ["host"]) }
            schedule.leave(item, at: .zero)
        }
        #expect(order == Array(0...10))
    }

    @Test func `a host's rate is told as the moment of the next alarm`() {
        var schedule = BatchSchedule(Self.limits { $0.perHostRate = 4 })
        for item in 0..<3 { schedule.enter(item, .connect, hosts: ["host"]) }
        #expect(Self.begun(&schedule, at: .zero) == [0])
        #expect(schedule.alarm(after: .zero) == .milliseconds(250))
        #expect(Self.begun(&schedule, at: .milliseconds(249)) == [])
        #expect(Self.begun(&schedule, at: .milliseconds(250)) == [1])
        #expect(schedule.alarm(after: .milliseconds(250)) == .milliseconds(500))
    }

    @Test func `look-ups have a rate and places of their own`() {
        var schedule = BatchSchedule(
            Self.limits {
                $0.lookUps = 2
                $0.lookUpRate = 10
                $0.concurrency = 1
            })
        for item in 0..<3 { schedule.enter(item, .lookUp) }
        schedule.enter(3, .connect)
        schedule.enter(4, .connect)
        schedule.enter(5, .compute)
        #expect(Set(Self.begun(&schedule, at: .zero)) == [0, 3, 5])
        #expect(schedule.alarm(after: .zero) == .milliseconds(100))
        #expect(Self.begun(&schedule, at: .milliseconds(100)) == [1])
        // Both places are taken: no moment changes that.
        #expect(schedule.alarm(after: .milliseconds(100)) == nil)
    }

    @Test func `what waits out a pause begins after it`() {
        var schedule = BatchSchedule(Self.limits { _ in })
        schedule.enter(0, .connect, hosts: ["host"], notBefore: .seconds(3))
        #expect(Self.begun(&schedule, at: .seconds(2)) == [])
        #expect(schedule.alarm(after: .seconds(2)) == .seconds(3))
        #expect(Self.begun(&schedule, at: .seconds(3)) == [0])
    }

    @Test func `hosts are forgotten once their rate would hold up nobody`() {
        var schedule = BatchSchedule(Self.limits { $0.perHostRate = 10 })
        for item in 0..<10_000 {
            let now = Duration.milliseconds(item)
            schedule.enter(item, .connect, hosts: ["host \(item)"])
            #expect(Self.begun(&schedule, at: now) == [item])
            schedule.leave(item, at: now)
        }
        #expect(schedule.knownHosts <= 101)
    }

    @Test func `whoever has not begun can be cleared, and those in flight still leave`() {
        var schedule = BatchSchedule(Self.limits { $0.perHostConcurrency = 1 })
        for item in 0..<3 { schedule.enter(item, .connect, hosts: ["host"]) }
        schedule.enter(3, .connect, notBefore: .seconds(1))
        #expect(Self.begun(&schedule, at: .zero) == [0])
        #expect(Set(schedule.clear()) == [1, 2, 3])
        schedule.leave(0, at: .zero)
        #expect(Self.begun(&schedule, at: .seconds(2)) == [])
        #expect(schedule.inFlight == 0)
    }

    /// By chance: whatever comes, no limit is passed, and nobody is forgotten.
    @Test func `no limit is passed and nobody is left behind`() {
        var random = SeededGenerator.printed(for: "BatchScheduleTests")
        let seed = random.seed
        for _ in 0..<50 {
            let limits = Self.limits {
                $0.concurrency = Int.random(in: 1...6, using: &random)
                $0.perHostConcurrency = Int.random(in: 1...3, using: &random)
                $0.perHostRate = Bool.random(using: &random) ? Double.random(in: 1...50, using: &random) : nil
                $0.rate = Bool.random(using: &random) ? Double.random(in: 1...50, using: &random) : nil
            }
            var schedule = BatchSchedule(limits)
            let hosts = (0..<200).map { _ in
                (0..<Int.random(in: 0...2, using: &random)).map { _ in "host \(Int.random(in: 0...4, using: &random))" }
            }
            var (now, entered, running, ended) = (Duration.zero, 0, [Int](), 0)
            while ended < hosts.count {
                while let item = schedule.next(at: now) { running.append(item) }
                let busiest = (0...4).map { host in running.count { hosts[$0].contains("host \(host)") } }.max() ?? 0
                guard running.count <= limits.concurrency, busiest <= limits.perHostConcurrency else {
                    Issue.record("seed \(seed): \(running.count) run, \(busiest) at one host; \(limits)")
                    return
                }
                if entered < hosts.count, Bool.random(using: &random) {
                    schedule.enter(entered, .connect, hosts: hosts[entered])
                    entered += 1
                } else if let place = running.indices.randomElement(using: &random) {
                    schedule.leave(running.remove(at: place), at: now)
                    ended += 1
                } else if let alarm = schedule.alarm(after: now), alarm < .seconds(86_400) {
                    now = alarm
                } else if entered == hosts.count {
                    Issue.record("seed \(seed): \(hosts.count - ended) lines are left behind")
                    return
                }
            }
            #expect(schedule.inFlight == 0)
        }
    }
}
