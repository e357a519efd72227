import DequeModule
import HeapModule

/// Who may begin, and when: a value that is told what happens, and reads no clock. Times are since the run's start.
struct BatchSchedule {
    /// What kind of work a line waits for.
    enum Lane: Hashable { case lookUp, connect, compute }

    private struct Entry {
        let lane: Lane
        let hosts: [String]
        /// The host that had room for it last.
        var calledBy: String?
        var hasBegun = false
    }

    private struct Host {
        var running = 0
        var pace: Pace?
        var parked: Deque<Int> = []
        /// A line was called, and has not begun.
        var isCalling = false
        var hasAlarm = false
        var isIdle = false
    }

    private struct Alarm: Comparable {
        enum Call: Hashable {
            case host(String)
            case item(Int)
        }
        let time: Duration
        let call: Call
        static func < (one: Alarm, other: Alarm) -> Bool { one.time < other.time }
    }

    private let limits: BatchLimits
    private var entries: [Int: Entry] = [:]
    private var running: [Lane: Int] = [:]
    private var lookUps: Deque<Int> = []
    private var computations: Deque<Int> = []
    private var connections: Deque<Int> = []
    /// Those whose host has room again, before those that have not been looked at.
    private var called: Deque<Int> = []
    private var hosts: [String: Host] = [:]
    private var idle: Deque<(name: String, until: Duration)> = []
    private var alarms: Heap<Alarm> = []
    private var pace: Pace?
    private var lookUpPace: Pace?

    init(_ limits: BatchLimits, from start: Duration = .zero) {
        self.limits = limits
        pace = limits.rate.map { Pace(rate: $0, from: start) }
        lookUpPace = limits.lookUpRate.map { Pace(rate: $0, from: start) }
    }

    /// How many have begun and not ended.
    var inFlight: Int { running.values.reduce(0, +) }

    /// How many hosts are kept track of.
    var knownHosts: Int { hosts.count }

    /// Lets a line wait for its turn.
    ///
    /// - Parameters:
    ///   - item: its number; it waits for nothing else.
    ///   - names: the hosts whose limits hold for it.
    ///   - time: before that it does not begin; nil if it may at once.
    mutating func enter(_ item: Int, _ lane: Lane, hosts names: [String] = [], notBefore time: Duration? = nil) {
        var distinct: [String] = []
        for name in names where !distinct.contains(name) { distinct.append(name) }
        entries[item] = Entry(lane: lane, hosts: distinct)
        if let time { alarms.insert(Alarm(time: time, call: .item(item))) } else { enqueue(item) }
    }

    private mutating func enqueue(_ item: Int) {
        switch entries[item]?.lane {
        case .lookUp: lookUps.append(item)
        case .compute: computations.append(item)
        case .connect: connections.append(item)
        case nil: break
        }
    }

    /// A line that had begun has ended.
    mutating func leave(_ item: Int, at now: Duration) {
        guard let entry = entries.removeValue(forKey: item) else { return }
        running[entry.lane, default: 0] -= 1
        for name in entry.hosts {
            hosts[name]?.running -= 1
            call(name, at: now)
        }
    }

    /// Forgets everybody who has not begun, and says who they were.
    mutating func clear() -> [Int] {
        let waiting = entries.filter { !$0.value.hasBegun }.map(\.key)
        for item in waiting { entries[item] = nil }
        (lookUps, computations, connections, called, alarms) = ([], [], [], [], [])
        for name in hosts.keys { hosts[name]?.parked = [] }
        return waiting
    }

    /// Somebody who may begin now, and counts as begun from here on; nil if nobody may.
    mutating func next(at now: Duration) -> Int? {
        ring(at: now)
        forgetIdleHosts(at: now)
        if running[.compute, default: 0] < limits.computations, let item = computations.popFirst() {
            begin(item, .compute)
            return item
        }
        if running[.lookUp, default: 0] < limits.lookUps, lookUpPace?.permits(at: now) ?? true,
            let item = lookUps.popFirst()
        {
            begin(item, .lookUp)
            lookUpPace?.begin(at: now)
            return item
        }
        while running[.connect, default: 0] < limits.concurrency, pace?.permits(at: now) ?? true {
            guard let item = called.popFirst() ?? connections.popFirst() else { return nil }
            if admit(item, at: now) { return item }
        }
        return nil
    }

    private mutating func begin(_ item: Int, _ lane: Lane) {
        entries[item]?.hasBegun = true
        running[lane, default: 0] += 1
    }

    /// When `next` may have another answer although nobody has entered or left; nil for never.
    func alarm(after now: Duration) -> Duration? {
        var times = alarms.min.map { [$0.time] } ?? []
        if let pace, !pace.permits(at: now), running[.connect, default: 0] < limits.concurrency,
            !called.isEmpty || !connections.isEmpty
        {
            times.append(pace.next)
        }
        if let pace = lookUpPace, !pace.permits(at: now), running[.lookUp, default: 0] < limits.lookUps,
            !lookUps.isEmpty
        {
            times.append(pace.next)
        }
        return times.min()
    }

    private mutating func ring(at now: Duration) {
        while let alarm = alarms.min, alarm.time <= now {
            alarms.removeMin()
            switch alarm.call {
            case .item(let item): enqueue(item)
            case .host(let name):
                hosts[name]?.hasAlarm = false
                call(name, at: now)
            }
        }
    }

    /// Begins with a connection, or lets it wait at the first of its hosts that has no room.
    private mutating func admit(_ item: Int, at now: Duration) -> Bool {
        guard let entry = entries[item] else { return false }
        defer { if let caller = entry.calledBy { calledUpon(caller, at: now) } }
        for name in entry.hosts {
            let isCalled = entry.calledBy == name
            let host = hosts[name] ?? Host()
            // One that was called has waited already: else two hosts could send the same lines to and fro for ever.
            let isTaken = entry.calledBy == nil && (host.isCalling || !host.parked.isEmpty)
            if isTaken || !hasRoom(host, at: now) {
                entries[item]?.calledBy = nil
                if isCalled { hosts[name]?.parked.prepend(item) } else { hosts[name]?.parked.append(item) }
                call(name, at: now)
                return false
            }
        }
        entries[item]?.calledBy = nil
        begin(item, .connect)
        pace?.begin(at: now)
        for name in entry.hosts {
            var host = hosts[name] ?? Host(pace: limits.perHostRate.map { Pace(rate: $0, from: now) })
            host.running += 1
            host.pace?.begin(at: now)
            hosts[name] = host
        }
        return true
    }

    private func hasRoom(_ host: Host, at now: Duration) -> Bool {
        host.running < limits.perHostConcurrency && host.pace?.permits(at: now) ?? true
    }

    private mutating func calledUpon(_ name: String, at now: Duration) {
        hosts[name]?.isCalling = false
        call(name, at: now)
    }

    /// Calls the first who waits for a host, if it has room; else sees to it that he is called when it has.
    private mutating func call(_ name: String, at now: Duration) {
        guard var host = hosts[name], !host.isCalling else { return }
        if host.parked.isEmpty {
            if host.running == 0 { forget(name, host, at: now) }
            return
        }
        if hasRoom(host, at: now), let item = host.parked.popFirst() {
            host.isCalling = true
            entries[item]?.calledBy = name
            called.append(item)
        } else if !host.hasAlarm, host.running < limits.perHostConcurrency, let time = host.pace?.next {
            host.hasAlarm = true
            alarms.insert(Alarm(time: time, call: .host(name)))
        }
        hosts[name] = host
    }

    /// A host that nobody needs is kept until its pace would not hold up anybody: a million of them must not pile up.
    private mutating func forget(_ name: String, _ host: Host, at now: Duration) {
        if host.pace?.permits(at: now) ?? true {
            hosts[name] = nil
        } else if !host.isIdle, let time = host.pace?.next {
            hosts[name]?.isIdle = true
            idle.append((name, time))
        }
    }

    private mutating func forgetIdleHosts(at now: Duration) {
        while let first = idle.first, first.until <= now {
            idle.removeFirst()
            hosts[first.name]?.isIdle = false
            call(first.name, at: now)
        }
    }
}
