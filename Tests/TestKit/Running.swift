import Foundation

/// A program that runs beside the test. Outputs go to files, so that a full pipe never holds it up.
package final class Running: @unchecked Sendable {  // Process is only touched by start, signals and the one thread that waits
    private let command: [String]
    private let process = Process()
    /// Left when the program has ended.
    private let life = DispatchGroup()
    private let files: TemporaryDirectory
    private let started: ContinuousClock.Instant

    /// Starts a program; the first element of the command is its path.
    package init(_ command: [String], input: String = "", in directory: String? = nil, files: TemporaryDirectory) throws {
        self.command = command
        self.files = try files.subdirectory()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        if let directory { process.currentDirectoryURL = URL(fileURLWithPath: directory) }
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: self.files.write(input, to: "stdin")))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: self.files.write("", to: "stdout")))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: self.files.write("", to: "stderr")))
        let life = life
        life.enter()
        process.terminationHandler = { _ in life.leave() }
        started = .now
        do { try process.run() } catch {
            life.leave()
            throw error
        }
    }

    /// The process id.
    package var id: Int32 { process.processIdentifier }

    /// The ids of the processes that it has started and that have not ended.
    package var children: [Int32] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { Int32($0) }.filter { Self.parent(of: $0) == id }
    }

    /// The second field behind the name, which stands in parentheses and may hold anything.
    private static func parent(of process: Int32) -> Int32? {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8), let end = text.lastIndex(of: ")")
        else {
            return nil
        }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return fields.count > 1 ? Int32(fields[1]) : nil
    }

    /// Whether it has not ended yet.
    package var isRunning: Bool { process.isRunning }

    /// What it wrote to standard output so far.
    package var output: String { files.read("stdout") }

    /// What it wrote to standard error so far.
    package var errors: String { files.read("stderr") }

    /// Sends a signal, unless it has ended.
    package func send(_ signal: Int32) { if process.isRunning { kill(id, signal) } }

    /// Waits until something holds; asks every ten milliseconds.
    ///
    /// - Throws: `WaitedInVain` with all that the program wrote, if it ends or the time is over first.
    package func wait(_ what: String, seconds: Double = 20, until holds: (Running) -> Bool) async throws {
        let deadline = ContinuousClock.now.advanced(by: .seconds(seconds))
        while !holds(self) {
            guard isRunning, ContinuousClock.now < deadline else {
                // It may have written its last words between the two looks.
                if holds(self) { return }
                throw WaitedInVain(what: what, program: command.joined(separator: " "), said: output + errors)
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Waits for the end without blocking the caller's thread, kills if it is late, and gives all that there was.
    package func end(within seconds: Double) async throws -> Run {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try self.finish(within: seconds) }) }
        }
    }

    /// Waits for the end, kills if it is late, and gives all that there was. Blocks the thread.
    private func finish(within seconds: Double) throws -> Run {
        let isLate = life.wait(timeout: .now() + seconds) == .timedOut
        if isLate {
            send(SIGKILL)
            life.wait()
        }
        let end = ContinuousClock.now
        let exited = process.terminationReason == .exit
        let status = process.terminationStatus
        return Run(
            command: command, exitCode: exited ? status : nil, signal: exited ? nil : status, isKilled: isLate, output: output,
            errors: errors, seconds: (end - started) / .seconds(1))
    }

    /// Kills it and waits until it is gone. For `defer`: a test's server has nothing to save, and some take SIGTERM at
    /// leisure.
    package func stop() {
        send(SIGKILL)
        // Its last words interest nobody.
        _ = try? finish(within: 5)
    }
}

/// A program did not come to the state that a test waited for.
package struct WaitedInVain: Error, CustomStringConvertible {
    let what: String
    let program: String
    let said: String

    /// What was waited for, of whom, and what it said.
    package var description: String { "waited in vain for \(what) of \(program):\n\(said)" }
}
