import Synchronization

/// What happened, from many tasks to the one that runs the batch: also after that task was cancelled, which a stream
/// would not carry.
final class Mailbox<Event: Sendable>: Sendable {
    private struct State {
        var events: [Event] = []
        var reader: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Adds an event.
    func post(_ event: Event) {
        let reader = state.withLock { state in
            state.events.append(event)
            return state.reader.take()
        }
        reader?.resume()
    }

    /// Everything that was posted and not taken, as soon as there is something. One task takes.
    func take() async -> [Event] {
        await withCheckedContinuation { continuation in
            let isWaiting = state.withLock { state in
                if !state.events.isEmpty { return false }
                state.reader = continuation
                return true
            }
            if !isWaiting { continuation.resume() }
        }
        return state.withLock { state in
            defer { state.events = [] }
            return state.events
        }
    }
}
