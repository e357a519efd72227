import Foundation

/// The octets of a file or of standard input, a chunk at a time, plain or packed by xz.
public final class PackedInput {
    private let path: String
    private let source: FileHandle
    private let unpacking: Unpacking?
    /// Octets that were looked at to see whether the input is packed, and not handed out yet.
    private var first: [UInt8]

    /// 64 KiB: what a pipe holds.
    private static let chunk = 65_536
    private static let xz = "/usr/bin/xz"
    private static let magic: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]

    /// Opens a file; `-` is standard input.
    ///
    /// - Throws: `FileProblem` if it can't be opened, or is packed and xz is not there.
    public init(_ path: String) throws(FileProblem) {
        self.path = path
        source = try DiskFiles().open(path)
        first = try Self.read(source, Self.magic.count, path)
        guard first == Self.magic else {
            unpacking = nil
            return
        }
        guard FileManager.default.isExecutableFile(atPath: Self.xz) else {
            throw FileProblem(path: path, reason: "it is packed by xz, and \(Self.xz) is not there; install xz-utils")
        }
        do { unpacking = try Unpacking([Self.xz, "-dc"], from: source, after: first) } catch {
            throw FileProblem(path: path, reason: "it is packed by xz, and \(Self.xz) can't be started")
        }
        first = []
    }

    /// All octets of an input that is known to be small.
    ///
    /// - Throws: `FileProblem` as above, and for more octets than `limit`, unpacked.
    public static func octets(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
        try PackedInput(path).rest(limit: limit)
    }

    /// The next octets; nil after the last ones.
    ///
    /// - Throws: `FileProblem` if reading breaks off, or xz does not like what it reads.
    public func next() throws(FileProblem) -> [UInt8]? {
        if !first.isEmpty {
            defer { first = [] }
            return first
        }
        let octets = try Self.read(unpacking?.output ?? source, Self.chunk, path)
        if !octets.isEmpty { return octets }
        if let unpacking, !unpacking.hasSucceeded { throw FileProblem(path: path, reason: "xz can't unpack it") }
        return nil
    }

    private func rest(limit: Int) throws(FileProblem) -> [UInt8] {
        var octets: [UInt8] = []
        while let chunk = try next() {
            octets += chunk
            if octets.count > limit {
                throw FileProblem(path: path, reason: "it has more octets than the limit of \(limit)")
            }
        }
        return octets
    }

    private static func read(_ handle: FileHandle, _ count: Int, _ path: String) throws(FileProblem) -> [UInt8] {
        do { return [UInt8](try handle.read(upToCount: count) ?? Data()) } catch {
            throw FileProblem(path: path, reason: error.localizedDescription)
        }
    }
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
        // A thread of its own, because both pipes may be full; it ends with its source, or when the program reads no
        // more.
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
