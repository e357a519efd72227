import DequeModule

/// One run's lines and where each of them is: a value that is told what happens.
struct BatchRun<Item: Sendable, Product: Sendable> {
    typealias Step = BatchStep<Product>
    typealias Work = @Sendable () async -> Step

    private struct Line {
        let item: Item
        let sameness: String?
        var work: Work?
        var attempts = 0
        /// Lines that wait for what this one comes to.
        var followers: [Int] = []
    }

    private(set) var tally = BatchTally()
    private let limits: BatchLimits
    private let order: BatchRunner<Item, Product>.Order
    private let octets: (Item) -> Int
    private var schedule: BatchSchedule
    private var lines: [Int: Line] = [:]
    private var originals: [String: Int] = [:]
    private var heldOctets = 0
    private var ready: Deque<BatchRunner<Item, Product>.Delivery> = []
    /// Finished lines that wait for an earlier one, and which is handed out next.
    private var waiting: [Int: BatchRunner<Item, Product>.Delivery] = [:]
    private var nextInOrder = 0
    private var isStopping = false

    init(_ limits: BatchLimits, _ order: BatchRunner<Item, Product>.Order, _ octets: @escaping (Item) -> Int) {
        self.limits = limits
        self.order = order
        self.octets = octets
        schedule = BatchSchedule(limits)
    }

    /// Whether another line may be read.
    var hasRoom: Bool { lines.count + waiting.count < limits.heldLines && heldOctets < limits.heldOctets }

    /// Whether nothing is under way.
    var isDone: Bool { lines.isEmpty }

    /// When `next` may have another answer although nothing happened.
    func alarm(after now: Duration) -> Duration? { schedule.alarm(after: now) }

    /// Takes a line that was read.
    mutating func read(_ item: Item, sameness: String?, at now: Duration, _ begin: () -> Step) {
        let number = tally.read
        tally.read += 1
        heldOctets += octets(item)
        lines[number] = Line(item: item, sameness: sameness)
        if let sameness {
            if let original = originals[sameness] {
                tally.duplicates += 1
                lines[original]?.followers.append(number)
                return
            }
            originals[sameness] = number
        }
        take(begin(), of: number, at: now)
    }

    /// The next step to begin, and whose it is.
    mutating func next(at now: Duration) -> (Int, Work)? {
        while let number = schedule.next(at: now) {
            guard let work = lines[number]?.work else { continue }
            lines[number]?.work = nil
            tally.inFlight += 1
            return (number, work)
        }
        return nil
    }

    /// A step has come to another one, or to the end.
    mutating func ended(_ number: Int, _ step: Step, at now: Duration) {
        schedule.leave(number, at: now)
        tally.inFlight -= 1
        take(step, of: number, at: now)
    }

    private mutating func take(_ step: Step, of number: Int, at now: Duration, notBefore time: Duration? = nil) {
        switch step {
        case .finished(let product): finish(number, product)
        case .lookUp(let work): wait(number, .lookUp, [], work, time)
        case .compute(let work): wait(number, .compute, [], work, time)
        case .connect(let hosts, let work): wait(number, .connect, hosts, work, time)
        case .again(let product, let step):
            let attempts = lines[number]?.attempts ?? limits.attempts
            if attempts >= limits.attempts || isStopping { return finish(number, product) }
            lines[number]?.attempts += 1
            tally.retries += 1
            take(step, of: number, at: now, notBefore: now + limits.pause(after: attempts, of: number))
        }
    }

    private mutating func wait(
        _ number: Int, _ lane: BatchSchedule.Lane, _ hosts: [String], _ work: @escaping Work, _ time: Duration?
    ) {
        if isStopping { return drop(number) }
        lines[number]?.work = work
        if lines[number]?.attempts == 0 { lines[number]?.attempts = 1 }
        schedule.enter(number, lane, hosts: hosts, notBefore: time)
    }

    private mutating func finish(_ number: Int, _ product: Product) {
        guard let line = remove(number) else { return }
        hand(number, .init(item: line.item, product: product, original: nil, attempts: line.attempts))
        for follower in line.followers {
            guard let other = remove(follower) else { continue }
            hand(follower, .init(item: other.item, product: product, original: line.item, attempts: 0))
        }
    }

    private mutating func remove(_ number: Int) -> Line? {
        guard let line = lines.removeValue(forKey: number) else { return nil }
        heldOctets -= octets(line.item)
        if let sameness = line.sameness, originals[sameness] == number { originals[sameness] = nil }
        return line
    }

    private mutating func hand(_ number: Int, _ delivery: BatchRunner<Item, Product>.Delivery) {
        guard order == .input else { return ready.append(delivery) }
        waiting[number] = delivery
        while let delivery = waiting.removeValue(forKey: nextInOrder) {
            nextInOrder += 1
            ready.append(delivery)
        }
    }

    /// What is to be handed out next.
    mutating func popDelivery() -> BatchRunner<Item, Product>.Delivery? {
        guard let delivery = ready.popFirst() else { return nil }
        tally.delivered += 1
        return delivery
    }

    /// Begins nothing more. Lines that have not begun are dropped, and so are those that wait for one of them.
    mutating func stop() {
        if isStopping { return }
        isStopping = true
        for number in schedule.clear() { drop(number) }
    }

    private mutating func drop(_ number: Int) {
        guard let line = remove(number) else { return }
        tally.dropped += 1
        for follower in line.followers { drop(follower) }
    }
}

extension BatchLimits {
    /// How long a line waits after so many attempts.
    func pause(after attempts: Int, of number: Int) -> Duration {
        let doubled = pause * (1 << min(attempts - 1, 16))
        // SplitMix64's last steps: lines that failed together come back apart, and a run can be repeated.
        var bits = UInt64(truncatingIfNeeded: number) &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        let share = 0.5 + Double(bits >> 40) / Double(1 << 25)
        return min(doubled, longestPause) * share
    }
}

extension Clock<Duration> {
    /// Waits so long.
    func wait(for duration: Duration) async throws {
        try await sleep(until: now.advanced(by: duration), tolerance: .zero)
    }
}

/// The time since a run's start.
struct Stopwatch {
    let elapsed: () -> Duration

    init(_ clock: any Clock<Duration>) { elapsed = Self.measuring(clock) }

    private static func measuring<Time: Clock<Duration>>(_ clock: Time) -> () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}
