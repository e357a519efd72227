import Foundation

/// Another program, run to its end for what it prints.
enum ChildProcess {
    /// The text that a program prints; nil if it can't be started or fails.
    static func output(of command: [String]) -> String? {
        octets(of: command).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The octets that a program prints; nil if it can't be started or fails.
    static func octets(of command: [String]) -> [UInt8]? {
        guard let program = command.first, FileManager.default.isExecutableFile(atPath: program) else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = Array(command.dropFirst())
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        do { try process.run() } catch { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? [UInt8](data) : nil
    }
}
