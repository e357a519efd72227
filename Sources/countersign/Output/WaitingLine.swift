/// One line on the terminal that says what is being waited for, and is gone when it is there; nothing where standard error is no terminal.
enum WaitingLine {
    /// Shows the line while something is made; wipes it however that ends.
    static func show<Made>(_ text: String, while make: () async throws -> Made) async throws -> Made {
        guard Terminal.isError else { return try await make() }
        StandardError.write(text + "\r")
        defer { StandardError.write(String(repeating: " ", count: text.count) + "\r") }
        return try await make()
    }

    /// RSA keys take a second or two.
    static let labStarts = "making keys and certificates …"
}
