import Synchronization

/// A status line that counts targets and seconds.
final class ProgressLine: Sendable {
    private struct State {
        var done = 0
        var refused = 0
        var line = StatusLine()
    }

    private let label: String
    private let refusedLabel: String
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// Nothing is shown before that: a run that is over soon needs no progress.
    private static let patience = Duration.seconds(1)

    /// - Parameter refused: what the second number counts.
    init(_ label: String, refused: String = "not countersigned") {
        self.label = label
        refusedLabel = refused
    }

    /// Shows the line again and again while something is done; wipes it however that ends.
    func showing<Done>(while work: () async throws -> Done) async throws -> Done {
        let showing = Task {
            try? await Task.sleep(for: Self.patience)
            while !Task.isCancelled {
                show()
                try? await Task.sleep(for: StatusLine.interval)
            }
        }
        defer {
            showing.cancel()
            clear()
        }
        return try await work()
    }

    /// Counts a finished target, wipes the line, and writes the answer before the line can come back.
    func finished(isRefused: Bool, write: () throws -> Void) rethrows {
        try state.withLock { state in
            state.done += 1
            if isRefused { state.refused += 1 }
            state.line.clear()
            try write()
        }
    }

    /// Wipes the line.
    func clear() { state.withLock { $0.line.clear() } }

    private func show() {
        let seconds = (ContinuousClock.now - start).components.seconds
        state.withLock { state in
            if Task.isCancelled { return }
            state.line.show("\(label): \(state.done) done, \(state.refused) \(refusedLabel), \(seconds) s")
        }
    }
}
