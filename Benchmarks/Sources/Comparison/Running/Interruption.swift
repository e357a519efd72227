import Dispatch
import Foundation

/// Does something when the program is told to stop, instead of stopping.
final class Interruption {
    private let sources: [any DispatchSourceSignal]

    init(_ work: @escaping @Sendable () -> Void) {
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: work)
            source.resume()
            return source
        }
    }
}
