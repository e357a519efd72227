import GnuTLS

/// The servers that all clients talk to through memory, the same for everybody: GnuTLS.
final class MemoryServer {
    private let credentials: Credentials
    private let priority: Priority
    private let options: ServerOptions

    init(_ pki: BenchmarkPKI, _ scenario: MemoryScenario) throws {
        credentials = try Credentials(
            chainPEM: BenchmarkPKI.octets(of: pki.chainFile(scenario.kind)),
            keyPEM: BenchmarkPKI.octets(of: pki.keyFile(scenario.kind)))
        priority = try Priority("NORMAL" + scenario.version.priority)
        var options = ServerOptions()
        if scenario.isResumed { options.ticketKey = try TicketKey() }
        self.options = options
    }

    /// One handshake; what the client does is measured by the stopwatch.
    ///
    /// - Parameter keeps: whether the client keeps what later sessions resume from.
    func handshake(_ client: some MemoryClient, _ stopwatch: inout Stopwatch, keeps: Bool = false) throws {
        let session = try Session(server: credentials, priority: priority, options: options)
        defer { stopwatch.measure { client.end() } }
        try stopwatch.measure { try client.begin() }
        // A full handshake of TLS 1.2 takes two flights each way; more than ten and the sides wait for each other.
        for _ in 0..<10 {
            session.receive(client.takeOutput())
            let (output, isFinished) = try Self.advance(session)
            if client.isComplete, isFinished {
                if keeps { try client.keepForResumption(output) }
                return
            }
            if !output.isEmpty { try stopwatch.measure { try client.take(output) } }
            if client.isComplete, isFinished, !keeps { return }
        }
        throw ContenderError.failed("client and server wait for each other")
    }

    private static func advance(_ session: borrowing Session) throws -> (output: [UInt8], isFinished: Bool) {
        var output: [UInt8] = []
        while true {
            do throws(GnuTLSError) {
                switch try session.advance() {
                case .hasOutput: output += session.takeOutput()
                case .wantsInput: return (output, false)
                case .finished: return (output, true)
                }
            } catch {
                throw ContenderError.failed("the server: \(error)")
            }
        }
    }
}
