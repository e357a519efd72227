import CGnuTLSPeer
import CMeasuring

/// Raw C on libgnutls and epoll.
enum GnuTLSLoopback {
    static func run(_ request: LoopbackRequest, verifies: Bool) throws -> LoopbackOutcome {
        let priority = GnuTLSMemoryClient.priority(.tls13)
        let flags = verifies ? 0 : UInt32(GNUTLSPEER_NOT_VERIFIED)
        guard let context = unsafe gnutlspeer_context_new(request.question.rootsPath, priority, request.question.host, flags)
        else { throw ContenderError.setup("C on GnuTLS") }
        defer { unsafe gnutlspeer_context_free(context) }
        return try LoopbackOutcome.measure(request) { count, outcome in
            unsafe gnutlspeer_loopback(context, UInt16(clamping: request.port), Int32(clamping: request.inFlight), count, &outcome)
        }
    }
}

extension LoopbackOutcome {
    /// Runs an epoll client twice: to warm up, and to be measured.
    static func measure(_ request: LoopbackRequest, _ run: (Int64, inout loopback_outcome) -> Int32) throws -> LoopbackOutcome {
        var outcome = loopback_outcome()
        if request.warmUp > 0, run(Int64(request.warmUp), &outcome) != 0 { throw ContenderError.failed("no epoll") }
        guard run(Int64(request.handshakes), &outcome) == 0 else { throw ContenderError.failed("no epoll") }
        return LoopbackOutcome(
            handshakes: Int(outcome.handshakes), refused: Int(outcome.refused), errors: Int(outcome.errors),
            processorMicroseconds: Double(outcome.cpu_ns) / 1_000, seconds: Double(outcome.wall_ns) / 1_000_000_000)
    }
}
