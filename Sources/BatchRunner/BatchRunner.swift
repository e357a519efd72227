/// Runs over a stream of lines, so many at a time, so fast, and no faster; whatever happens, each line that was read
/// comes to something, or is counted as not begun.
///
/// What a line is, and what is to be done for it, is the caller's: the runner makes no connection and reads no file.
/// The stream is read no faster than lines are finished. A host that is slow holds up nobody but those who wait for the
/// same host. Steps must end by themselves: the runner cancels their tasks, and does not interrupt them.
///
/// ```swift
/// let runner = BatchRunner<String, Report>()
/// let tally = try await runner.run(next: { await lines.next() }) { line in
///     .connect(hosts: [line]) { .finished(await verifier.verify(line)) }
/// } deliver: { print($0.item, $0.product.conclusion) }
/// ```
public struct BatchRunner<Item: Sendable, Product: Sendable>: Sendable {
    /// The bounds.
    public let limits: BatchLimits
    /// In which order lines are handed out.
    public let order: Order

    private let clock: any Clock<Duration>

    /// In which order lines are handed out.
    public enum Order: Hashable, Sendable {
        /// As they are finished.
        case completion
        /// As they were read. A slow line holds others back, at most as many as may be held.
        case input
    }

    /// Takes the bounds.
    ///
    /// - Parameters:
    ///   - limits: how much at once, how fast.
    ///   - order: in which order lines are handed out.
    ///   - clock: what measures rates and pauses.
    public init(
        limits: BatchLimits = BatchLimits(), order: Order = .completion, clock: any Clock<Duration> = .continuous
    ) {
        self.limits = limits
        self.order = order
        self.clock = clock
    }

    /// A line and what came of it.
    public struct Delivery: Sendable {
        /// The line.
        public let item: Item
        /// What came of it.
        public let product: Product
        /// The line whose step was done for both, where this one is the same as one that was under way.
        public let original: Item?
        /// How often it was tried; 0 where nothing had to be.
        public let attempts: Int
    }

    /// Runs until the stream ends, everything that was begun has come to something, and was handed out.
    ///
    /// - Parameters:
    ///   - control: stops the run before the stream ends.
    ///   - next: the next line; nil after the last one. It is not called again before it has answered.
    ///   - octets: how large a line is, for `heldOctets`.
    ///   - sameness: lines of one text are the same: while one is under way, others wait for what it comes to. Nil for
    ///     a line that is like no other.
    ///   - begin: what is to be done first for a line.
    ///   - deliver: takes what came of a line. One call at a time; while it runs, nothing else is begun.
    /// - Returns: how many lines there were.
    /// - Throws: what `deliver` throws, at once; what `next` throws, once everything that was read was handed out;
    ///   `CancellationError`, when the task was cancelled and all steps have come back.
    public func run(
        control: BatchControl = BatchControl(), next: @escaping @Sendable () async throws -> Item?,
        octets: @escaping @Sendable (Item) -> Int = { _ in 0 }, sameness: (Item) -> String? = { _ in nil },
        begin: (Item) -> BatchStep<Product>, deliver: (Delivery) throws -> Void
    ) async throws -> BatchTally {
        let mailbox = Mailbox<Event>()
        let reader = StreamReader(next, octets: octets) { mailbox.post(.read($0)) }
        control.tell { mailbox.post(.stopped) }
        defer {
            control.tell(nil)
            reader.stop()
        }
        let elapsed = Stopwatch(clock).elapsed
        var run = BatchRun<Item, Product>(limits, order, octets)
        var source = Source.idle
        var problem: (any Error)?
        return try await withTaskCancellationHandler {
            try await withThrowingDiscardingTaskGroup { group in
                defer { group.cancelAll() }
                var armed: Set<Duration> = []
                while true {
                    if control.isStopping || Task.isCancelled {
                        source = .ended
                        run.stop()
                    }
                    while let (number, step) = run.next(at: elapsed()) {
                        group.addTask { mailbox.post(.ended(number, await step())) }
                    }
                    while let delivery = run.popDelivery() { try deliver(delivery) }
                    control.count(run.tally)
                    if source == .ended, run.isDone { break }
                    if source == .idle, run.hasRoom {
                        source = .reading
                        reader.demand()
                    }
                    let now = elapsed()
                    if let time = run.alarm(after: now), armed.allSatisfy({ time < $0 }) {
                        armed.insert(time)
                        group.addTask { [clock] in
                            try? await clock.wait(for: time - now)
                            mailbox.post(.woken(time))
                        }
                    }
                    for event in await mailbox.take() {
                        switch event {
                        case .stopped: break
                        case .woken(let time): armed.remove(time)
                        case .ended(let number, let step): run.ended(number, step, at: elapsed())
                        // What is read while the run is being stopped is as if it had never been read.
                        case .read where control.isStopping || Task.isCancelled: source = .ended
                        case .read(.item(let item)):
                            run.read(item, sameness: sameness(item), at: elapsed()) { begin(item) }
                        case .read(.paused): source = .idle
                        case .read(.end): source = .ended
                        case .read(.failure(let error)): (source, problem) = (.ended, error)
                        }
                    }
                }
            }
            if let problem { throw problem }
            try Task.checkCancellation()
            return run.tally
        } onCancel: {
            mailbox.post(.stopped)
        }
    }

    private enum Source { case idle, reading, ended }

    private enum Event: Sendable {
        case read(StreamReader<Item>.Event)
        case ended(Int, BatchStep<Product>)
        case woken(Duration)
        case stopped
    }
}
