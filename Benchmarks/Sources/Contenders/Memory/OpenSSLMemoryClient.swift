import COpenSSLPeer

/// C on libssl.
@safe
final class OpenSSLMemoryClient: MemoryClient {
    private let context: OpaquePointer
    private var session: OpaquePointer?
    private(set) var isComplete = false
    private(set) var isResumed = false

    init(_ question: HandshakeQuestion, _ scenario: MemoryScenario) throws {
        var flags = scenario.version == .tls12 ? UInt32(OPENSSLPEER_TLS12) : 0
        if scenario.isResumed { flags |= UInt32(OPENSSLPEER_TICKETS) }
        guard let context = unsafe opensslpeer_context_new(question.rootsPath, question.host, flags) else {
            throw ContenderError.setup("C on OpenSSL")
        }
        unsafe self.context = context
    }

    deinit {
        unsafe opensslpeer_session_free(session)
        unsafe opensslpeer_context_free(context)
    }

    func begin() throws {
        isComplete = false
        unsafe session = opensslpeer_session_new(context)
        try advance([])
    }

    func take(_ octets: [UInt8]) throws { try advance(octets) }

    private func advance(_ octets: [UInt8]) throws {
        guard let session = unsafe session else { throw ContenderError.failed("no session") }
        let status = unsafe octets.withUnsafeBufferPointer {
            unsafe opensslpeer_session_advance(session, $0.baseAddress, $0.count)
        }
        if status == -2 { throw ContenderError.refused("by OpenSSL") }
        if status < 0 { throw ContenderError.failed("OpenSSL could not complete the handshake") }
        isComplete = status == 1
        if isComplete { isResumed = unsafe opensslpeer_session_is_resumed(session) != 0 }
    }

    func end() {
        unsafe opensslpeer_session_free(session)
        unsafe session = nil
    }

    func takeOutput() -> [UInt8] {
        guard let session = unsafe session else { return [] }
        var count = 0
        let start = unsafe opensslpeer_session_output(session, &count)
        let output = unsafe Array(UnsafeBufferPointer(start: start, count: count))
        unsafe opensslpeer_session_clear_output(session)
        return output
    }

    func keepForResumption(_ octets: [UInt8]) throws {
        guard let session = unsafe session else { throw ContenderError.failed("no session") }
        _ = unsafe octets.withUnsafeBufferPointer { unsafe opensslpeer_session_advance(session, $0.baseAddress, $0.count) }
        if unsafe opensslpeer_session_keep(session) < 0 { throw ContenderError.setup("OpenSSL gave nothing to resume from") }
    }
}
