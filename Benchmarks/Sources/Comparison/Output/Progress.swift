import Foundation

/// One line on the terminal that says what is being done; nothing where standard error is no terminal.
struct Progress {
    private let isShown = isatty(2) == 1
    private let width = 110

    func show(_ text: String) {
        guard isShown else { return }
        write("\r\u{1B}[2K" + text.prefix(width))
    }

    func clear() {
        guard isShown else { return }
        write("\r\u{1B}[2K")
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
