import Dispatch
import Glibc
import Synchronization

/// Work that a signal may end before its time.
enum Interruption {
    private enum Event<Value: Sendable>: Sendable {
        case done(Value)
        case signal(Int32)
    }

    /// Does the work. The first SIGINT or SIGTERM cancels its task; what the work gives then comes with the signal. A
    /// second one ends the process at once, and so does one that comes when the work is done.
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

/// SIGINT and SIGTERM, from the moment that this is made to the end of the process.
///
/// The first is told. Each later one ends the process at once, whatever it waits for: that is done on a queue with a
/// thread of its own, which nothing else of the program can hold up.
final class TerminationSignals: Sendable {
    /// The number of the first signal.
    let first: AsyncStream<Int32>
    private let isNextLast = Atomic(false)

    init() {
        let (first, told) = AsyncStream.makeStream(of: Int32.self)
        self.first = first
        let queue = DispatchQueue(label: "countersign.signals")
        for number in [SIGINT, SIGTERM] {
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            // The handler holds the source, and so both live to the end.
            source.setEventHandler {
                withExtendedLifetime(source) {
                    if self.isNextLast.exchange(true, ordering: .relaxed) { _exit(128 + number) }
                    told.yield(number)
                }
            }
            source.resume()
        }
    }

    /// There is nothing left that a signal could cut short: the next one ends the process, if it is the first as well.
    func stopTelling() { isNextLast.store(true, ordering: .relaxed) }
}
