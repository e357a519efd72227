import Contenders
import Foundation

/// A program that is run to its end.
enum ChildProcess {
    /// What it printed and how it ended.
    struct Ending {
        let status: Int32
        let output: String
        let complaints: String
    }

    /// This program.
    static let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()

    static func run(_ program: URL, _ arguments: [String], in folder: URL? = nil) throws -> Ending {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("compare-\(UUID().uuidString)")
        // A file takes all complaints however many there are; two pipes would have to be read at once.
        guard FileManager.default.createFile(atPath: scratch.path, contents: nil),
            let complaints = FileHandle(forWritingAtPath: scratch.path)
        else { throw ContenderError.setup("no temporary file") }
        defer { try? FileManager.default.removeItem(at: scratch) }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try complaints.close()
        return Ending(
            status: process.terminationStatus, output: String(decoding: printed, as: UTF8.self),
            complaints: (try? String(contentsOf: scratch, encoding: .utf8)) ?? "")
    }

    /// A program of the search path; nil if there is none.
    static func find(_ name: String) -> URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { URL(fileURLWithPath: String($0)).appendingPathComponent(name) }.first {
            FileManager.default.isExecutableFile(atPath: $0.path)
        }
    }
}
