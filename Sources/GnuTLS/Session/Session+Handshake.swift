import CGnuTLS

extension Session {
    /// What a session needs next.
    public enum Progress: Hashable, Sendable {
        /// There are octets for the peer: `takeOutput()`, send them, and advance again.
        case hasOutput
        /// Nothing more can be done before the peer speaks: `receive(_:)`, and advance again.
        case wantsInput
        /// The handshake is complete, and the peer verified if that was asked for.
        case finished
    }

    /// Moves the handshake on as far as it goes.
    ///
    /// - Throws: `GnuTLSError` when the handshake has failed; an alert for the peer may then be waiting in
    ///   `takeOutput()`. `verification` tells why, if it was the peer's certificate.
    public borrowing func advance() throws(GnuTLSError) -> Progress {
        switch state.phase {
        case .established: return transport.outgoing.isEmpty ? .finished : .hasOutput
        case .failed: throw GnuTLSError(.invalidRequest, .handshake)
        case .handshaking: break
        }
        while true {
            let unread = transport.unread
            let status = unsafe gnutls_handshake(handle)
            if status == GNUTLS_E_SUCCESS {
                try finish()
                return transport.outgoing.isEmpty ? .finished : .hasOutput
            }
            switch status {
            // GnuTLS says "again" after a record that completes no message, also while the next record is there
            // already.
            case GNUTLS_E_AGAIN where transport.unread < unread && transport.unread > 0: continue
            case GNUTLS_E_AGAIN: return transport.outgoing.isEmpty ? .wantsInput : .hasOutput
            case GNUTLS_E_INTERRUPTED, GNUTLS_E_WARNING_ALERT_RECEIVED: continue
            default: throw fail(status)
            }
        }
    }

    /// No session is established on the assumption that GnuTLS asked us about its peer. A resumed session, in which the
    /// peer did not show its certificate again, is judged by the one it remembers.
    private borrowing func finish() throws(GnuTLSError) {
        let isVerified = state.verification?.isTrusted == true && !isResumed
        if state.requiresVerification, !isVerified, unsafe !state.verifyPeer(of: handle) { throw fail(GNUTLS_E_CERTIFICATE_ERROR) }
        state.phase = .established
    }

    private borrowing func fail(_ status: Int32) -> GnuTLSError {
        state.phase = .failed
        if status == GNUTLS_E_FATAL_ALERT_RECEIVED {
            let alert = Alert(rawValue: unsafe gnutls_alert_get(handle).rawValue)
            return GnuTLSError(.fatalAlertReceived, .handshake, alert: alert)
        }
        // Best effort: the error we return matters more than whether the alert could be queued.
        _ = unsafe gnutls_alert_send_appropriate(handle, status)
        return state.refusal ?? GnuTLSError(GnuTLSError.Code(rawValue: status), .handshake)
    }

    /// Hands octets from the peer to the session; they are copied.
    public borrowing func receive(_ octets: RawSpan) { transport.append(octets) }

    /// Hands octets from the peer to the session; they are copied.
    public borrowing func receive(_ octets: [UInt8]) { transport.append(octets) }

    /// Tells the session that the peer closed its side of the connection.
    public borrowing func receiveEnd() { transport.peerHasClosed = true }

    /// Takes the octets that must go to the peer; empty if there are none.
    public borrowing func takeOutput() -> [UInt8] { transport.takeOutgoing() }

    /// What the verification of the peer said; nil before it ran, and where none was asked for.
    public var verification: Verification? { state.verification }

    /// Whether this session continues an earlier one.
    public var isResumed: Bool { unsafe gnutls_session_is_resumed(handle) != 0 }

    /// Whether the server has sent a ticket by now. In TLS 1.3 tickets come after the handshake: `receiveData(limit:)`
    /// takes them in.
    public var hasTicket: Bool {
        unsafe gnutls_session_get_flags(handle) & GNUTLS_SFLAGS_SESSION_TICKET.rawValue != 0
    }

    /// Whether a ticket may still come once the handshake is complete: in TLS 1.3 (RFC 8446 section 4.6.1), and not in
    /// earlier versions, which bring it in the handshake or never (RFC 5077 section 3.1).
    public var ticketMayComeLater: Bool { unsafe gnutls_protocol_get_version(handle) == GNUTLS_TLS1_3 }

    /// Data from which a later session with the same peer can be resumed.
    ///
    /// In TLS 1.3 a server sends tickets after the handshake: read some application data first. Whoever resumes a
    /// session trusts the verification of the first.
    /// - Throws: `GnuTLSError` if there is nothing to resume from.
    public borrowing func resumptionData() throws(GnuTLSError) -> [UInt8] {
        var data = unsafe gnutls_datum_t()
        try check(unsafe gnutls_session_get_data2(handle, &data), .resume)
        return unsafe take(data)
    }
}
