import Foundation
import Glibc
import Synchronization

/// Another program, run to its end for what it prints, and no longer than one waits for it.
public enum ChildProcess {
    /// 20 seconds: the programs that are asked for a few lines or a bundle take one or two, Java's the longest.
    public static let patience = Duration.seconds(20)

    /// The text that a program prints, at most 64 KiB; nil if it can't be started, fails, prints more, or takes too
    /// long.
    public static func output(of command: [String], patience: Duration = patience) -> String? {
        octets(of: command, limit: 65_536, patience: patience).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The octets that a program prints; nil if it can't be started, fails, prints more than `limit`, or takes too
    /// long: it is killed then, with what it has started.
    public static func octets(of command: [String], limit: Int, patience: Duration = patience) -> [UInt8]? {
        guard let program = command.first, FileManager.default.isExecutableFile(atPath: program) else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = Array(command.dropFirst())
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        // Left once by the program's end, once by the end of its output: it may close the one and run on, or leave the
        // other to a child.
        let life = DispatchGroup()
        life.enter()
        process.terminationHandler = { _ in life.leave() }
        do { try process.run() } catch { return nil }
        life.enter()
        let reading = Reading()
        let end = output.fileHandleForReading
        Thread.detachNewThread {
            reading.read(end, limit: limit)
            life.leave()
        }
        if life.wait(timeout: .now() + patience / .seconds(1)) == .timedOut {
            // Foundation makes each program the leader of a group of its own.
            if process.isRunning { kill(-process.processIdentifier, SIGKILL) }
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
            return nil
        }
        let octets = reading.octets
        return process.terminationStatus == 0 && octets.count <= limit ? octets : nil
    }

    /// What was read so far.
    private final class Reading: Sendable {
        private let buffer = Mutex<[UInt8]>([])

        var octets: [UInt8] { buffer.withLock { $0 } }

        /// Reads until the end or the limit; then the pipe is closed, which ends a program that prints more.
        func read(_ handle: FileHandle, limit: Int) {
            while octetCount <= limit {
                let chunk = handle.availableData
                if chunk.isEmpty { break }
                buffer.withLock { $0.append(contentsOf: chunk) }
            }
            try? handle.close()
        }

        private var octetCount: Int { buffer.withLock { $0.count } }
    }
}
