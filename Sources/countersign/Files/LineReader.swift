import Foundation
import NIOPosix
import ServerIdentity
import TrustAnchors
import VerdictReport

/// Lines of a file or of standard input, one at a time, without blocking a task's thread.
final class LineReader {
    private let handle: FileHandle
    private let name: String
    private let threads: NIOThreadPool
    private var buffer: [UInt8] = []
    private var isAtEnd = false

    /// 8 KiB: a target has at most a few hundred octets.
    private static let maximumLine = 8_192

    /// - Throws: `InputProblem` if the file can't be opened. `-` is standard input.
    init(_ path: String, threads: NIOThreadPool) throws {
        self.threads = threads
        name = path == "-" ? "standard input" : path
        if path == "-" {
            handle = .standardInput
        } else {
            switch DiskFiles().kind(of: path) {
            case .file: break
            case .missing: throw InputProblem(code: .inputUnreadable, text: "can't read \(EscapedText(path)): No such file or directory")
            case .directory: throw InputProblem(code: .inputUnreadable, text: "can't read \(EscapedText(path)): Is a directory")
            case .other: throw InputProblem(code: .inputUnreadable, text: "can't read \(EscapedText(path)): Not a regular file or pipe")
            }
            guard let opened = FileHandle(forReadingAtPath: path) else {
                throw InputProblem(code: .inputUnreadable, text: "can't read \(EscapedText(path)): Permission denied")
            }
            handle = opened
        }
    }

    /// The next line without its end; nil after the last one. A line above the limit comes cut, so that it names no target.
    func next() async throws -> String? {
        while true {
            if let end = buffer.firstIndex(of: 0x0A) {
                let line = buffer[..<end]
                buffer.removeSubrange(...end)
                return Self.text(line)
            }
            if isAtEnd {
                if buffer.isEmpty { return nil }
                defer { buffer = [] }
                return Self.text(buffer[...])
            }
            if buffer.count > Self.maximumLine {
                throw InputProblem(code: .inputUnreadable, text: "\(EscapedText(name)): a line is longer than \(Self.maximumLine) octets")
            }
            let handle = handle
            let chunk = try await threads.runIfActive { handle.availableData }
            if chunk.isEmpty { isAtEnd = true } else { buffer.append(contentsOf: chunk) }
        }
    }

    private static func text(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
    }
}

extension Substring {
    /// Without spaces and tabs at either end; what stands between words stays, and is judged by whoever reads the words.
    var trimmingSpaces: String {
        func isSpace(_ character: Character) -> Bool { character == " " || character == "\t" }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
