public import Countersigning
import Foundation
import InternationalNames
import NIOPosix
import ServerIdentity
import Synchronization

/// A lab in a process of its own, so that the servers' work is not counted as ours.
///
/// It writes a JSON object a line for each of its servers, and ends when its standard input does.
public final class BenchLab: Sendable {
    /// A server as the lab describes it.
    public struct Server: Decodable, Sendable {
        /// Its name in the lab: `good-rsa`.
        public let name: String
        /// What is sent as server name; the address if nothing is.
        public let host: String
        /// Whom its certificate is to name.
        public let identity: String
        /// Where it listens.
        public let address: String
        /// Where it listens.
        public let port: Int
        /// A PEM file with the lab's roots.
        public let cafile: String

        /// Takes what the lab knows of a server.
        public init(name: String, host: String, identity: String, address: String, port: Int, cafile: String) {
            (self.name, self.host, self.identity) = (name, host, identity)
            (self.address, self.port, self.cafile) = (address, port, cafile)
        }

        /// One JSON object, as the lab's process writes it.
        public var line: String {
            JSONValue.object([
                JSONMember(name: "name", value: .string(name)), JSONMember(name: "host", value: .string(host)),
                JSONMember(name: "identity", value: .string(identity)),
                JSONMember(name: "address", value: .string(address)),
                JSONMember(name: "port", value: .integer(Int64(port))), JSONMember(name: "cafile", value: .string(cafile)),
            ]).description
        }
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
    public static let defaultServers = ["good-rsa", "good-ecdsa", "good-ed25519"]

    /// Starts the lab's process.
    ///
    /// - Parameters:
    ///   - executable: the program's path.
    ///   - arguments: those with which it serves until its input ends, and tells its servers as JSON.
    public init(executable: String, arguments: [String]) throws(InputProblem) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
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
    public func servers(_ names: [String]) async throws -> [Server] {
        let reading = output.fileHandleForReading
        let told = try await withTaskCancellationHandler {
            try await NIOThreadPool.singleton.runIfActive { try Self.read(names, from: reading) }
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
    public func stop() {
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
