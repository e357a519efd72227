/// One line on the terminal that is written over again and again; nothing where standard error is no terminal.
struct StatusLine {
    private var shownLength = 0

    /// How often a line that counts is shown anew.
    static let interval = Duration.milliseconds(250)
    /// RSA keys take a second or two.
    static let labStarts = "making keys and certificates …"

    /// Puts a text in place of what is there.
    mutating func show(_ text: String) {
        guard Terminal.isError else { return }
        StandardError.write("\r" + text + String(repeating: " ", count: max(0, shownLength - text.count)))
        shownLength = text.count
    }

    /// Wipes the line.
    mutating func clear() {
        if shownLength == 0 { return }
        StandardError.write("\r" + String(repeating: " ", count: shownLength) + "\r")
        shownLength = 0
    }

    /// Shows a text while something is made; wipes it however that ends.
    static func show<Made>(_ text: String, while make: () async throws -> Made) async throws -> Made {
        var line = StatusLine()
        line.show(text)
        defer { line.clear() }
        return try await make()
    }
}
