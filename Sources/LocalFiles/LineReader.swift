import Dispatch
import Foundation
import Glibc
import Synchronization

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
    private let limit: Int
    private var buffer: [UInt8] = []
    /// Where in the buffer the next line begins.
    private var start = 0
    /// Up to where the buffer holds no line's end.
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
        handle = try DiskFiles().open(path)
    }

    /// The next line; nil after the last one, and where the task was cancelled: then what was being read is lost.
    ///
    /// - Throws: `FileProblem` if reading breaks off.
    public func next() async throws(FileProblem) -> Line? {
        var isSkipping = false
        while true {
            if let end = lineEnd {
                let line = buffer[start..<end]
                (start, searched) = (end + 1, end + 1)
                return isSkipping || line.count > limit ? .tooLong : Self.text(line)
            }
            dropLines()
            if buffer.count > limit {
                isSkipping = true
                buffer = []
            }
            searched = buffer.count
            if isAtEnd {
                defer { (buffer, searched) = ([], 0) }
                if isSkipping { return .tooLong }
                return buffer.isEmpty ? nil : Self.text(buffer[...])
            }
            guard let piece = try await piece() else { return nil }
            if piece.isEmpty { isAtEnd = true } else { buffer += piece }
        }
    }

    private var lineEnd: Int? {
        unsafe buffer.withUnsafeBytes { octets in
            guard searched < octets.count, let first = octets.baseAddress,
                let found = unsafe memchr(first + searched, 0x0A, octets.count - searched)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - first
        }
    }

    private func dropLines() {
        buffer.removeSubrange(..<start)
        start = 0
    }

    /// Nil if the task was cancelled: whoever writes to a pipe may not write for hours.
    private func piece() async throws(FileProblem) -> [UInt8]? {
        let answer = Answer()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard answer.isAwaited(by: continuation) else { return }
                queue.async { [handle] in
                    answer.give(Self.read(handle.fileDescriptor).map(Answer.Result.piece) ?? .failed)
                }
            }
        } onCancel: {
            answer.give(.cancelled)
        }
        switch result {
        case .piece(let piece): return piece
        case .cancelled: return nil
        case .failed: throw FileProblem(.readOn, path: path, reason: "it is closed, a directory, or broken")
        }
    }

    /// What is there, at most 64 KiB; empty at the end; nil if reading fails. A pipe gives what it has: nobody waits
    /// until a piece has filled up.
    private static func read(_ descriptor: Int32) -> [UInt8]? {
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { return Array(piece.prefix(count)) }
            if errno != EINTR { return nil }
        }
    }

    private static func text(_ line: ArraySlice<UInt8>) -> Line {
        .text(String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self))
    }
}

/// What came of reading: the first that is given counts.
private final class Answer: Sendable {
    enum Result: Sendable {
        case piece([UInt8])
        case failed
        case cancelled
    }

    private struct State {
        var result: Result?
        var continuation: CheckedContinuation<Result, Never>?
    }

    private let state = Mutex(State())

    /// - Returns: false if it was cancelled before; the continuation has then been resumed.
    func isAwaited(by continuation: CheckedContinuation<Result, Never>) -> Bool {
        let result = state.withLock { state in
            if state.result == nil { state.continuation = continuation }
            return state.result
        }
        if let result { continuation.resume(returning: result) }
        return result == nil
    }

    func give(_ result: Result) {
        let continuation = state.withLock { state in
            if state.result != nil { return CheckedContinuation<Result, Never>?.none }
            state.result = result
            return state.continuation.take()
        }
        continuation?.resume(returning: result)
    }
}
