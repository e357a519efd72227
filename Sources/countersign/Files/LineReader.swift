import Foundation
import NIOPosix
import ServerIdentity
import TrustAnchors
import VerdictReport

/// Lines of a file or of standard input, one at a time, without blocking a task's thread.
actor LineReader {
    /// One line without its end.
    enum Line {
        case text(String)
        /// A line above the limit; the rest of it is skipped.
        case tooLong
    }

    private let handle: FileHandle
    private let name: String
    private let threads: NIOThreadPool
    private let isInteractive: Bool
    private var buffer: [UInt8] = []
    private var isAtEnd = false

    /// 8 KiB: a target has at most a few hundred octets.
    static let maximumLine = 8_192

    /// - Throws: `InputProblem` if the file can't be opened. `-` is standard input.
    init(_ path: String, threads: NIOThreadPool) throws(InputProblem) {
        self.threads = threads
        isInteractive = path == "-" || !DiskFiles.isRegular(path)
        name = path == "-" ? "standard input" : EscapedText(path).description
        if path == "-" {
            handle = .standardInput
            return
        }
        switch DiskFiles().kind(of: path) {
        case .file, .pipe: break
        case .missing: throw InputProblem(code: .inputUnreadable, text: "can't read \(name): No such file or directory")
        case .directory: throw InputProblem(code: .inputUnreadable, text: "can't read \(name): Is a directory")
        case .other: throw InputProblem(code: .inputUnreadable, text: "can't read \(name): Not a regular file or pipe")
        }
        guard let opened = FileHandle(forReadingAtPath: path) else {
            throw InputProblem(code: .inputUnreadable, text: "can't read \(name): Permission denied")
        }
        handle = opened
    }

    /// The next line; nil after the last one.
    func next() async throws(InputProblem) -> Line? {
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

    private func piece() async throws(InputProblem) -> [UInt8] {
        do {
            return try await threads.runIfActive { [handle, isInteractive] in try Self.read(handle, isInteractive) }
        } catch {
            throw InputProblem(code: .inputOutput, text: "can't read \(name): it is closed, a directory, or broken")
        }
    }

    /// A file is read in pieces. From a pipe a piece would have to fill up first, so that is read by octets up to the next line.
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
