import UnixSignals

/// Work that a signal may end before its time.
enum Interruption {
    private enum Event<Value: Sendable>: Sendable {
        case done(Value)
        case signal(UnixSignal)
    }

    /// Does the work. The first SIGINT or SIGTERM cancels its task; what the work gives then comes with the signal.
    static func watching<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> (value: Value?, signal: UnixSignal?) {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return try await withThrowingTaskGroup(of: Event<Value>?.self) { group in
            group.addTask { .done(try await work()) }
            group.addTask {
                for await signal in signals { return .signal(signal) }
                return nil
            }
            var caught: UnixSignal?
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
