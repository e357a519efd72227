import Foundation

/// Another program, run to its end for what it prints.
enum ChildProcess {
    /// The text that a program prints, at most 64 KiB; nil if it can't be started, fails, or prints more.
    static func output(of command: [String]) -> String? {
        octets(of: command, limit: 65_536).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The octets that a program prints; nil if it can't be started, fails, or prints more than `limit`.
    static func octets(of command: [String], limit: Int) -> [UInt8]? {
        guard let program = command.first, FileManager.default.isExecutableFile(atPath: program) else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = Array(command.dropFirst())
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        var octets: [UInt8] = []
        while octets.count <= limit {
            let chunk = output.fileHandleForReading.availableData
            if chunk.isEmpty { break }
            octets.append(contentsOf: chunk)
        }
        if octets.count > limit { process.terminate() }
        process.waitUntilExit()
        return process.terminationStatus == 0 && octets.count <= limit ? octets : nil
    }
}
