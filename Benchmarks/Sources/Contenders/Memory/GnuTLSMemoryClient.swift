import CGnuTLSPeer
import GnuTLS

/// Raw C on libgnutls.
@safe
final class GnuTLSMemoryClient: MemoryClient {
    private let context: OpaquePointer
    private var session: OpaquePointer?
    private(set) var isComplete = false
    private(set) var isResumed = false

    init(_ question: HandshakeQuestion, _ scenario: MemoryScenario, flags: Int) throws {
        let flags = UInt32(flags | (scenario.isResumed ? GNUTLSPEER_TICKETS : 0))
        let priority = Self.priority(scenario.version)
        guard let context = unsafe gnutlspeer_context_new(question.rootsPath, priority, question.host, flags) else {
            throw ContenderError.setup("C on GnuTLS")
        }
        unsafe self.context = context
    }

    /// Our own priority string, and the profile that our verification asks for.
    static func priority(_ version: MemoryScenario.Version) -> String {
        Priority.clientDefault + version.priority + ":%PROFILE_MEDIUM"
    }

    deinit {
        unsafe gnutlspeer_session_free(session)
        unsafe gnutlspeer_context_free(context)
    }

    func begin() throws {
        isComplete = false
        unsafe session = gnutlspeer_session_new(context)
        try advance([])
    }

    func take(_ octets: [UInt8]) throws { try advance(octets) }

    private func advance(_ octets: [UInt8]) throws {
        guard let session = unsafe session else { throw ContenderError.failed("no session") }
        let status = unsafe octets.withUnsafeBufferPointer {
            unsafe gnutlspeer_session_advance(session, $0.baseAddress, $0.count)
        }
        // GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR
        if status == -348 { throw ContenderError.refused("by GnuTLS") }
        if status < 0 { throw ContenderError.failed("GnuTLS error \(status)") }
        isComplete = status == 1
        if isComplete { isResumed = unsafe gnutlspeer_session_is_resumed(session) != 0 }
    }

    func end() {
        unsafe gnutlspeer_session_free(session)
        unsafe session = nil
    }

    func takeOutput() -> [UInt8] {
        guard let session = unsafe session else { return [] }
        var count = 0
        let start = unsafe gnutlspeer_session_output(session, &count)
        let output = unsafe Array(UnsafeBufferPointer(start: start, count: count))
        unsafe gnutlspeer_session_clear_output(session)
        return output
    }

    func keepForResumption(_ octets: [UInt8]) throws {
        guard let session = unsafe session else { throw ContenderError.failed("no session") }
        _ = unsafe octets.withUnsafeBufferPointer { unsafe gnutlspeer_session_advance(session, $0.baseAddress, $0.count) }
        if unsafe gnutlspeer_session_keep(session) < 0 { throw ContenderError.setup("GnuTLS gave nothing to resume from") }
    }
}
