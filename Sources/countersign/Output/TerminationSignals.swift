import Dispatch
import Glibc
import Synchronization

/// SIGINT and SIGTERM, from the moment that this is made to the end of the process.
///
/// The first is told. Each later one ends the process at once, whatever it waits for: that is done on a queue with a thread of its own, which
/// nothing else of the program can hold up.
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
