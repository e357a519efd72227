import Dispatch
import Foundation

/// Lines of a file or of standard input, one at a time, without blocking a task's thread.
public actor LineReader {
    /// One line without its end.
    public enum Line: Sendable {
        /// The line's text; octets that are no UTF-8 are replaced.
        case text(String)
        /// A line above the limit; the rest of it is skipped.
        case tooLong
    }

    private let handle: FileHandle
    private let path: String
    private let isInteractive: Bool
    private var buffer: [UInt8] = []
    private var isAtEnd = false
    /// For reads that may wait for ever, as those of a pipe: they must not hold a thread that others need.
    private let queue = DispatchQueue(label: "countersign.lines")

    /// 8 KiB: a target has at most a few hundred octets.
    public static let maximumLine = 8_192

    /// Opens a file; `-` is standard input.
    ///
    /// - Throws: `FileProblem` if the file can't be opened.
    public init(_ path: String) throws(FileProblem) {
        self.path = path
        isInteractive = path == "-" || !DiskFiles.isRegular(path)
        handle = try DiskFiles().open(path)
    }

    /// The next line; nil after the last one.
    ///
    /// - Throws: `FileProblem` if reading breaks off.
    public func next() async throws(FileProblem) -> Line? {
        var isSkipping = false
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let line = buffer[..<end]
                buffer.removeSubrange(...end)
                return isSkipping || line.count > Self.maximumLine ? .tooLong : Self.text(line)
            }
            if buffer.count > Self.maximumLine {
                isSkipping = true
                buffer = []
            }
            if isAtEnd {
                defer { buffer = [] }
                if isSkipping { return .tooLong }
                return buffer.isEmpty ? nil : Self.text(buffer[...])
            }
            let piece = try await piece()
            if piece.isEmpty { isAtEnd = true } else { buffer += piece }
        }
    }

    private func piece() async throws(FileProblem) -> [UInt8] {
        let result: [UInt8]? = await withCheckedContinuation { continuation in
            queue.async { [handle, isInteractive] in
                continuation.resume(returning: try? Self.read(handle, isInteractive))
            }
        }
        guard let result else { throw FileProblem(.readOn, path: path, reason: "it is closed, a directory, or broken") }
        return result
    }

    /// A file is read in pieces. From a pipe a piece would have to fill up first, so that is read by octets up to the
    /// next line.
    private static func read(_ handle: FileHandle, _ isInteractive: Bool) throws -> [UInt8] {
        if !isInteractive { return [UInt8](try handle.read(upToCount: 65_536) ?? Data()) }
        var line: [UInt8] = []
        while line.last != 0x0A, line.count <= maximumLine, let octet = try handle.read(upToCount: 1)?.first { line.append(octet) }
        return line
    }

    private static func text(_ line: ArraySlice<UInt8>) -> Line {
        .text(String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self))
    }
}
