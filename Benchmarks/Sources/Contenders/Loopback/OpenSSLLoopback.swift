import CMeasuring
import COpenSSLPeer

/// C on libssl and epoll.
enum OpenSSLLoopback {
    /// - Parameter judgesAfterwards: as tls-scan does: any peer completes the handshake, then its chain is judged and
    ///   described.
    static func run(_ request: LoopbackRequest, judgesAfterwards: Bool) throws -> LoopbackOutcome {
        let flags = judgesAfterwards ? UInt32(OPENSSLPEER_JUDGED_AFTERWARDS) : 0
        guard let context = unsafe opensslpeer_context_new(request.question.rootsPath, request.question.host, flags)
        else { throw ContenderError.setup("C on OpenSSL") }
        defer { unsafe opensslpeer_context_free(context) }
        return try LoopbackOutcome.measure(request) { count, outcome in
            unsafe opensslpeer_loopback(context, UInt16(clamping: request.port), Int32(clamping: request.inFlight), count, &outcome)
        }
    }
}
