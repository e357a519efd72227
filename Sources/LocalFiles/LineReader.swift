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
    private let limit: Int
    private var buffer: [UInt8] = []
    /// How much of the buffer holds no line's end.
    private var searched = 0
    private var isAtEnd = false
    /// For reads that may wait for ever, as those of a pipe: they must not hold a thread that others need.
    private let queue = DispatchQueue(label: "countersign.lines")

    /// 8 KiB: a target has at most a few hundred octets.
    public static let maximumLine = 8_192

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: the file; `-` is standard input.
    ///   - limit: octets of a line.
    /// - Throws: `FileProblem` if the file can't be opened.
    public init(_ path: String, limit: Int = maximumLine) throws(FileProblem) {
        self.path = path
        self.limit = limit
        isInteractive = path == "-" || !DiskFiles.isRegular(path)
        handle = try DiskFiles().open(path)
    }

    /// The next line; nil after the last one.
    ///
    /// - Throws: `FileProblem` if reading breaks off.
    public func next() async throws(FileProblem) -> Line? {
        var isSkipping = false
        while true {
            if let end = buffer[searched...].firstIndex(of: 0x0A) {
                let line = buffer[..<end]
                let isTooLong = isSkipping || line.count > limit
                let text = isTooLong ? Line.tooLong : Self.text(line)
                buffer.removeSubrange(...end)
                searched = 0
                return text
            }
            searched = buffer.count
            if buffer.count > limit {
                isSkipping = true
                buffer = []
                searched = 0
            }
            if isAtEnd {
                defer { (buffer, searched) = ([], 0) }
                if isSkipping { return .tooLong }
                return buffer.isEmpty ? nil : Self.text(buffer[...])
            }
            let piece = try await piece(insideLine: !buffer.isEmpty)
            if piece.isEmpty { isAtEnd = true } else { buffer += piece }
        }
    }

    private func piece(insideLine isInside: Bool) async throws(FileProblem) -> [UInt8] {
        let result: [UInt8]? = await withCheckedContinuation { continuation in
            queue.async { [handle, isInteractive] in
                continuation.resume(returning: try? Self.read(handle, isInteractive, isInside))
            }
        }
        guard let result else { throw FileProblem(.readOn, path: path, reason: "it is closed, a directory, or broken") }
        return result
    }

    /// A file is read in pieces. From a pipe a piece would have to fill up first, so that is read by octets up to the
    /// next line; what is left of a long line, as it comes.
    private static func read(_ handle: FileHandle, _ isInteractive: Bool, _ isInside: Bool) throws -> [UInt8] {
        if isInteractive, isInside { return [UInt8](handle.availableData) }
        if !isInteractive { return [UInt8](try handle.read(upToCount: 65_536) ?? Data()) }
        var line: [UInt8] = []
        while line.last != 0x0A, line.count <= maximumLine, let octet = try handle.read(upToCount: 1)?.first { line.append(octet) }
        return line
    }

    private static func text(_ line: ArraySlice<UInt8>) -> Line {
        .text(String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self))
    }
}
