/// One line on the terminal that counts targets; nothing where standard error is no terminal.
struct ProgressLine {
    private let isShown: Bool
    private let label: String
    private var shownLength = 0
    private var nextUpdate = ContinuousClock.now.advanced(by: .seconds(1))

    init(_ label: String) {
        self.label = label
        isShown = Terminal.isError
    }

    /// Shows how far it is, at most five times a second, and not at all within the first second.
    mutating func update(done: Int, refused: Int, running: Int) {
        guard isShown, ContinuousClock.now >= nextUpdate else { return }
        nextUpdate = ContinuousClock.now.advanced(by: .milliseconds(200))
        show("\(label): \(done) done, \(refused) not countersigned, \(running) running")
    }

    /// Wipes the line, so that answers can be written.
    mutating func clear() {
        if shownLength > 0 { show("") }
        shownLength = 0
    }

    private mutating func show(_ text: String) {
        let padding = String(repeating: " ", count: max(0, shownLength - text.count))
        StandardError.write("\r" + text + padding + (text.isEmpty ? "\r" : ""))
        shownLength = text.count
    }
}
