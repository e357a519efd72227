import Foundation

/// A program that was run to its end: how it ended and what it printed.
package struct Run: Sendable {
    /// The command, for messages.
    package let command: [String]
    /// The exit code; nil if a signal ended the program.
    package let exitCode: Int32?
    /// The signal that ended the program; nil if it exited.
    package let signal: Int32?
    /// Whether the program had to be killed because it ran too long.
    package let isKilled: Bool
    /// What it wrote to standard output.
    package let output: String
    /// What it wrote to standard error.
    package let errors: String
    /// From its start to its end.
    package let seconds: Double

    /// Both outputs and the ending, for the message of an expectation.
    package var story: String {
        let ending = isKilled ? "killed after \(seconds) s" : signal.map { "ended by signal \($0)" } ?? "exit \(exitCode ?? -1)"
        return "\(command.joined(separator: " ").prefix(500))\n\(ending)\n\(output.prefix(6_000))\n\(errors.prefix(3_000))"
    }

    /// The lines of standard output.
    package var lines: [String] { output.split(separator: "\n").map(String.init) }

    /// The lines of standard output, each read as JSON.
    ///
    /// - Throws: `DecodingError` if one is none.
    package func records() throws -> [JSON] { try lines.map(JSON.init(parsing:)) }

    /// The only line of standard output, read as JSON.
    package func record() throws -> JSON {
        let records = try records()
        return records.count == 1 ? records[0] : .null
    }

    /// Starts a program, waits for its end without blocking the caller's thread, and kills it if that takes too long.
    package static func of(
        _ command: [String], input: String = "", seconds limit: Double = 60, in directory: String? = nil
    ) async throws -> Run {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let program = try Running(command, input: input, in: directory, files: files)
        return try await program.end(within: limit)
    }
}
