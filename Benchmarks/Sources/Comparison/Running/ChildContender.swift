import Contenders
import Foundation

/// A loopback contender: its client is a process of its own, whose processor time is the client's and nobody else's.
final class ChildContender: Contender {
    let name: String
    let role: Role
    let task: BenchmarkTask
    private let program: URL
    private let arguments: [String]
    private let pki: BenchmarkPKI
    private let kind: KeyKind
    private let port: Int

    /// - Parameter arguments: what stands before the options that all clients share.
    init(
        _ name: String, _ role: Role, _ task: BenchmarkTask, _ program: URL, _ arguments: [String], _ kind: KeyKind,
        _ pki: BenchmarkPKI, port: Int
    ) {
        self.name = name
        self.role = role
        self.program = program
        self.arguments = arguments
        self.pki = pki
        self.kind = kind
        self.port = port
        self.task = task
    }

    static func task(_ kind: KeyKind) -> BenchmarkTask { BenchmarkTask(.handshake, "loopback TLS1.3 \(kind.rawValue) full") }

    /// The same with more threads.
    static func scaling(_ kind: KeyKind) -> BenchmarkTask {
        BenchmarkTask(.handshake, "loopback TLS1.3 \(kind.rawValue) \(BenchmarkTask.scaling)")
    }

    func prove() throws {
        let count = 2
        let right = try client(BenchmarkPKI.host, pki.rootFile(kind), count, warmUp: 0)
        if right.handshakes != count { throw ContenderError.unproven("\(name): right host, right root: \(right)") }
        if role == .floor { return }
        let host = try client(BenchmarkPKI.wrongHost, pki.rootFile(kind), count, warmUp: 0)
        if host.refused != count { throw ContenderError.unproven("\(name): wrong host: \(host)") }
        let root = try client(BenchmarkPKI.host, pki.unknownRootFile, count, warmUp: 0)
        if root.refused != count { throw ContenderError.unproven("\(name): wrong root: \(root)") }
    }

    func run(operations: Int) throws -> Timing {
        let warmUp = max(LoopbackRequest.inFlight, operations / 10)
        let outcome = try client(BenchmarkPKI.host, pki.rootFile(kind), operations, warmUp: warmUp)
        if outcome.handshakes != operations { throw ContenderError.failed("\(name): \(outcome)") }
        return Timing(
            operations: operations, processorTime: Int64(outcome.processorMicroseconds * 1_000),
            elapsedTime: Int64(outcome.seconds * 1_000_000_000))
    }

    private func client(_ host: String, _ roots: URL, _ handshakes: Int, warmUp: Int) throws -> LoopbackOutcome {
        let options = [
            "--port", "\(port)", "--roots", roots.path, "--host", host, "--handshakes", "\(handshakes)", "--warm-up", "\(warmUp)",
            "--in-flight", "\(LoopbackRequest.inFlight)",
        ]
        let ending = try ChildProcess.run(program, arguments + options)
        guard ending.status == 0 else { throw ContenderError.failed("\(name): \(ending.complaints.suffix(400))") }
        return try JSONDecoder().decode(LoopbackOutcome.self, from: Data(ending.output.utf8))
    }
}
