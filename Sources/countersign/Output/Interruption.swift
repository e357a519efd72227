/// Work that a signal may end before its time.
enum Interruption {
    private enum Event<Value: Sendable>: Sendable {
        case done(Value)
        case signal(Int32)
    }

    /// Does the work. The first SIGINT or SIGTERM cancels its task; what the work gives then comes with the signal. A second one ends the process at
    /// once, and so does one that comes when the work is done.
    static func watching<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> (value: Value?, signal: Int32?) {
        let signals = TerminationSignals()
        defer { signals.stopTelling() }
        return try await withThrowingTaskGroup(of: Event<Value>?.self) { group in
            group.addTask { .done(try await work()) }
            group.addTask {
                for await signal in signals.first { return .signal(signal) }
                return nil
            }
            var caught: Int32?
            while let event = try await group.next() {
                switch event {
                case .done(let value):
                    group.cancelAll()
                    return (value, caught)
                case .signal(let signal):
                    caught = signal
                    group.cancelAll()
                case nil: break
                }
            }
            return (nil, caught)
        }
    }
}
