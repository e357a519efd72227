import Foundation
import ServerIdentity
import TrustAnchors
import VerdictReport

/// The octets of a suite, a chunk at a time: of a file or of standard input, plain or packed by xz.
final class SuiteStream {
    private let name: String
    private let source: FileHandle
    private let unpacking: Unpacking?
    /// Octets that were looked at to see whether the suite is packed, and not handed out yet.
    private var first: [UInt8]

    /// 64 KiB: what a pipe holds.
    private static let chunk = 65_536
    private static let xz = "/usr/bin/xz"
    private static let magic: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]

    /// Opens a file; `-` is standard input.
    ///
    /// - Throws: `InputProblem` if it can't be opened, or is packed and xz is not there.
    init(_ path: String) throws(InputProblem) {
        let name = path == "-" ? "standard input" : EscapedText(path).description
        self.name = name
        source = try Self.open(path, name)
        first = try Self.read(source, Self.magic.count, name)
        guard first == Self.magic else {
            unpacking = nil
            return
        }
        guard FileManager.default.isExecutableFile(atPath: Self.xz) else {
            throw Self.unreadable("\(name) is packed by xz, and \(Self.xz) is not there; install xz-utils")
        }
        do { unpacking = try Unpacking([Self.xz, "-dc"], from: source, after: first) } catch {
            throw Self.unreadable("\(name) is packed by xz, and \(Self.xz) can't be started")
        }
        first = []
    }

    /// The next octets; nil after the last ones.
    ///
    /// - Throws: `InputProblem` if reading breaks off, or xz does not like what it reads.
    func next() throws(InputProblem) -> [UInt8]? {
        if !first.isEmpty {
            defer { first = [] }
            return first
        }
        let octets = try Self.read(unpacking?.output ?? source, Self.chunk, name)
        if !octets.isEmpty { return octets }
        if let unpacking, !unpacking.hasSucceeded { throw Self.unreadable("xz can't unpack \(name)") }
        return nil
    }

    /// All octets, of a suite that is known to be small.
    func rest(limit: Int) throws(InputProblem) -> [UInt8] {
        var octets: [UInt8] = []
        while let chunk = try next() {
            octets += chunk
            if octets.count > limit { throw Self.unreadable("\(name) has more octets than the limit of \(limit)") }
        }
        return octets
    }

    private static func open(_ path: String, _ name: String) throws(InputProblem) -> FileHandle {
        if path == "-" { return .standardInput }
        switch DiskFiles().kind(of: path) {
        case .file, .pipe: break
        case .missing: throw unreadable("can't read \(name): No such file or directory")
        case .directory: throw unreadable("can't read \(name): Is a directory")
        case .other: throw unreadable("can't read \(name): Not a regular file or pipe")
        }
        guard let handle = FileHandle(forReadingAtPath: path) else { throw unreadable("can't read \(name): Permission denied") }
        return handle
    }

    private static func read(_ handle: FileHandle, _ count: Int, _ name: String) throws(InputProblem) -> [UInt8] {
        do { return [UInt8](try handle.read(upToCount: count) ?? Data()) } catch {
            throw unreadable("can't read \(name): \(error.localizedDescription)")
        }
    }

    private static func unreadable(_ text: String) -> InputProblem { InputProblem(code: .inputUnreadable, text: text) }
}

/// A program that reads what we read, and whose output is read instead.
private final class Unpacking {
    private let process = Process()
    private let pipe = Pipe()

    var output: FileHandle { pipe.fileHandleForReading }

    /// Whether the program ended well; waits for it.
    var hasSucceeded: Bool {
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    init(_ command: [String], from source: FileHandle, after first: [UInt8]) throws {
        let input = Pipe()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardInput = input
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        // A thread of its own, because both pipes may be full; it ends with its source, or when the program reads no more.
        let pump = Pump(source: source, destination: input.fileHandleForWriting, first: first)
        Thread.detachNewThread { pump.run() }
    }
}

private struct Pump: @unchecked Sendable {  // both handles are touched by the pump's thread alone
    let source: FileHandle
    let destination: FileHandle
    let first: [UInt8]

    func run() {
        defer { try? destination.close() }
        var octets = Data(first)
        do {
            while !octets.isEmpty {
                try destination.write(contentsOf: octets)
                octets = try source.read(upToCount: 65_536) ?? Data()
            }
        } catch {
            // xz sees the end of its input too early, and says that the file is damaged.
        }
    }
}
