import CGnuTLS

extension Session {
    /// Encrypts application data; the result waits in `takeOutput()`.
    ///
    /// - Returns: how many octets were taken.
    /// - Throws: `GnuTLSError`; `invalidRequest` before the handshake is complete and the peer verified.
    @discardableResult
    public borrowing func send(_ octets: [UInt8]) throws(GnuTLSError) -> Int {
        try requireEstablished(.send)
        let sent = unsafe octets.withUnsafeBytes { unsafe gnutls_record_send(handle, $0.baseAddress, $0.count) }
        return Int(try check(Int32(clamping: sent), .send))
    }

    /// Decrypts application data that arrived.
    ///
    /// - Returns: at most `limit` octets; nil if more input is needed; an empty array when the peer has said goodbye.
    /// - Throws: `GnuTLSError`; `invalidRequest` before the handshake is complete and the peer verified.
    public borrowing func receiveData(limit: Int = 16_384) throws(GnuTLSError) -> [UInt8]? {
        try requireEstablished(.receive)
        var buffer = [UInt8](repeating: 0, count: min(max(1, limit), Self.maximumRecord))
        while true {
            let unread = transport.unread
            let received = unsafe buffer.withUnsafeMutableBytes { unsafe gnutls_record_recv(handle, $0.baseAddress, $0.count) }
            switch Int32(clamping: received) {
            case GNUTLS_E_AGAIN where transport.unread < unread && transport.unread > 0: continue  // a ticket, with data behind it
            case GNUTLS_E_AGAIN: return nil
            case GNUTLS_E_INTERRUPTED, GNUTLS_E_WARNING_ALERT_RECEIVED: continue
            case let status where status < 0: throw GnuTLSError(GnuTLSError.Code(rawValue: status), .receive)
            default: return Array(buffer.prefix(received))
            }
        }
    }

    /// Says goodbye (`close_notify`); it waits in `takeOutput()`. Nothing happens before the handshake is complete.
    public borrowing func sendGoodbye() {
        guard case .established = state.phase else { return }
        // Best effort: a peer that is gone already needs no goodbye.
        _ = unsafe gnutls_bye(handle, GNUTLS_SHUT_WR)
    }

    /// RFC 8446 section 5.1: a record holds at most 2^14 octets, and GnuTLS hands out one record at a time.
    private static let maximumRecord = 16_384

    private borrowing func requireEstablished(_ operation: GnuTLSError.Operation) throws(GnuTLSError) {
        guard case .established = state.phase else { throw GnuTLSError(.invalidRequest, operation) }
    }
}
