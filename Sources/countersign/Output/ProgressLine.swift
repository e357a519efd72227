import Synchronization

/// One line on the terminal that counts targets and seconds; nothing where standard error is no terminal.
final class ProgressLine: Sendable {
    private struct State {
        var done = 0
        var refused = 0
        var shownLength = 0
    }

    private let label: String
    private let refusedLabel: String
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// Nothing is shown before that: a run that is over soon needs no progress.
    private static let patience = Duration.seconds(1)
    private static let interval = Duration.milliseconds(250)

    /// - Parameter refused: what the second number counts.
    init(_ label: String, refused: String = "not countersigned") {
        self.label = label
        refusedLabel = refused
    }

    /// Shows the line again and again until the task is cancelled.
    func run() -> Task<Void, Never> {
        Task {
            guard Terminal.isError else { return }
            try? await Task.sleep(for: Self.patience)
            while !Task.isCancelled {
                show()
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// Counts a finished target, wipes the line, and writes the answer before the line can come back.
    func finished(isRefused: Bool, write: () throws -> Void) rethrows {
        try state.withLock { state in
            state.done += 1
            if isRefused { state.refused += 1 }
            Self.clear(&state)
            try write()
        }
    }

    /// Wipes the line.
    func clear() { state.withLock { Self.clear(&$0) } }

    private static func clear(_ state: inout State) {
        if state.shownLength == 0 { return }
        StandardError.write("\r" + String(repeating: " ", count: state.shownLength) + "\r")
        state.shownLength = 0
    }

    private func show() {
        let seconds = (ContinuousClock.now - start).components.seconds
        state.withLock { state in
            if Task.isCancelled { return }
            let text = "\(label): \(state.done) done, \(state.refused) \(refusedLabel), \(seconds) s"
            StandardError.write("\r" + text + String(repeating: " ", count: max(0, state.shownLength - text.count)))
            state.shownLength = text.count
        }
    }
}
