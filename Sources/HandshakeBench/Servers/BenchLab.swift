import Countersigning
import Foundation
import InternationalNames
import ServerIdentity
import Synchronization

/// The built-in lab in a process of its own, so that the servers' work is not counted as ours.
final class BenchLab: Sendable {
    /// A server as the lab describes it.
    struct Server: Decodable, Sendable {
        let name: String
        let host: String
        let identity: String
        let address: String
        let port: Int
        let cafile: String
    }

    private let process: Process
    /// The lab ends when this is closed, by us or by the system when we are gone.
    private let lifeline = Pipe()
    private let output = Pipe()
    private let isStopped = Mutex(false)
    private let ended = DispatchSemaphore(value: 0)

    /// How long a lab that was told to end may take, in seconds; then it is killed.
    private static let patience = 30.0

    /// What is measured where nothing is chosen: a server for each kind of key.
    static let defaultServers = ["good-rsa", "good-ecdsa", "good-ed25519"]

    /// Starts the lab's process.
    init() throws(InputProblem) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe")
        process.arguments = ["lab", "--serve", "--until-input-ends"]
        process.standardInput = lifeline
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        self.process = process
        process.terminationHandler = { [ended] _ in ended.signal() }
        do { try process.run() } catch {
            throw InputProblem(code: .internalError, text: "the lab can't start: \(error.localizedDescription)")
        }
    }

    /// The servers of these names, in their order, once the lab has told them all.
    func servers(_ names: [String], on threads: ProbeThreads) async throws -> [Server] {
        let reading = output.fileHandleForReading
        let told = try await withTaskCancellationHandler {
            try await threads.blocking { try Self.read(names, from: reading) }
        } onCancel: {
            stop()  // then there is nothing more to read
        }
        return names.compactMap { told[$0] }
    }

    private static func read(_ names: [String], from handle: FileHandle) throws -> [String: Server] {
        var servers: [String: Server] = [:]
        var rest = Data()
        while !names.allSatisfy({ servers[$0] != nil }) {
            let piece = handle.availableData
            if piece.isEmpty { throw InputProblem(code: .internalError, text: "the lab ended before it named its servers") }
            rest += piece
            while let end = rest.firstIndex(of: 0x0A) {
                let server = try JSONDecoder().decode(Server.self, from: rest[rest.startIndex..<end])
                servers[server.name] = server
                rest = Data(rest[rest.index(after: end)...])
            }
        }
        return servers
    }

    /// Ends the lab, and waits until it is gone; one that does not end is killed.
    func stop() {
        let isFirst = isStopped.withLock { isStopped in
            defer { isStopped = true }
            return !isStopped
        }
        if !isFirst { return }
        try? lifeline.fileHandleForWriting.close()
        process.terminate()
        if ended.wait(timeout: .now() + Self.patience) == .timedOut { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }
}

extension BenchLab.Server {
    /// The target, at its address: names of the lab are known to no resolver.
    func target() throws -> Target {
        let identity = try ReferenceIdentity(parsing: identity, asciiForm: InternationalNames.asciiForm)
        return Target(text: "\(self.identity):\(port)", identity: identity, host: address, port: port, address: address)
    }
}
