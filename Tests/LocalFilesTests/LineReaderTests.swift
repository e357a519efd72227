import Foundation
import LocalFiles
import TestKit
import Testing

@Suite("Lines of files and pipes")
struct LineReaderTests {
    /// A line as text; one above the limit as "…".
    private func lines(_ path: String, limit: Int = 10) async throws -> [String] {
        let reader = try LineReader(path, limit: limit)
        var lines: [String] = []
        while let line = try await reader.next() {
            if case .text(let text) = line { lines.append(text) } else { lines.append("…") }
        }
        return lines
    }

    @Test(
        "lines, their ends and the limit",
        arguments: [
            ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\r\nb", ["a", "b"]), ("\n\na\n", ["", "", "a"]),
            ("0123456789\nb\n", ["0123456789", "b"]), ("0123456789+\nb\n", ["…", "b"]), ("0123456789+", ["…"]),
            ("a\n0123456789+", ["a", "…"]), ("a\n0123456789+\n0123456789+\nb", ["a", "…", "…", "b"]),
        ])
    func text(content: String, expected: [String]) async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        #expect(try await lines(files.write(content, to: "lines")) == expected)
    }

    /// Whoever writes to a pipe may not write for hours.
    @Test func `a reader that is cancelled does not wait for the pipe`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let path = files.file("pipe")
        try #require(unsafe mkfifo(path, 0o600) == 0)
        // Open for writing as well, so that the pipe does not end.
        let writer = try #require(FileHandle(forUpdatingAtPath: path))
        defer { try? writer.close() }
        try writer.write(contentsOf: Data("a\nb".utf8))
        let reader = try LineReader(path)
        guard case .text("a")? = try await reader.next() else {
            Issue.record("the first line is not there")
            return
        }
        let waiting = Task { try await reader.next() }
        waiting.cancel()
        let line = try await waiting.value
        #expect(line == nil)
    }

    @Test func `lines lie across the pieces in which a file is read`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let expected = (0..<40_000).map { "\($0)" }
        #expect(try await lines(files.write(expected.joined(separator: "\n"), to: "lines")) == expected)
        let long = [String(repeating: "a", count: 200_000), "b", String(repeating: "c", count: 131_072), "d"]
        #expect(try await lines(files.write(long.joined(separator: "\n"), to: "long")) == ["…", "b", "…", "d"])
        #expect(try await lines(files.file("long"), limit: 200_000) == long)
    }

    @Test func `a pipe gives each line as soon as it is there`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let path = files.file("pipe")
        let made = unsafe mkfifo(path, 0o600)
        try #require(made == 0)
        // Opened for both, so that neither side waits for the other.
        let writer = try #require(FileHandle(forUpdatingAtPath: path))
        let reader = try LineReader(path)
        for line in ["first", "second"] {
            try writer.write(contentsOf: Data("\(line)\nnot yet ".utf8))
            guard case .text(let text) = try await reader.next() else {
                Issue.record("no line")
                return
            }
            #expect(text.hasSuffix(line))
        }
    }

    @Test func `what can't be read is a problem that names it`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let folder = try files.subdirectory()
        await #expect(throws: FileProblem.self) { try await lines(folder.path) }
        #expect(throws: FileProblem.self) { try LineReader(files.file("missing")) }
    }
}
