import CMeasuring

/// Adds up processor time and elapsed time between start and stop. Under callgrind, instructions are counted there
/// only.
struct Stopwatch {
    private var watch = stopwatch()

    enum Clock {
        /// The processor time of the calling thread.
        case thread
        /// The processor time of all threads.
        case process
    }

    init(_ clock: Clock = .thread) { watch.of_process = clock == .process ? 1 : 0 }

    mutating func measure<Value>(_ work: () throws -> Value) rethrows -> Value {
        unsafe stopwatch_start(&watch)
        defer { unsafe stopwatch_stop(&watch) }
        return try work()
    }

    /// For work that can't be a closure because it is asynchronous.
    mutating func start() { unsafe stopwatch_start(&watch) }
    /// Ends what `start()` began.
    mutating func stop() { unsafe stopwatch_stop(&watch) }

    func measurement(of operations: Int) -> Timing {
        Timing(operations: operations, processorTime: watch.cpu_ns, elapsedTime: watch.wall_ns)
    }

    /// A loop that is timed as a whole.
    static func time(_ operations: Int, clock: Clock = .thread, _ work: (Int) throws -> Void) rethrows -> Timing {
        var stopwatch = Stopwatch(clock)
        try stopwatch.measure { for index in 0..<operations { try work(index) } }
        return stopwatch.measurement(of: operations)
    }
}
