import CGnuTLS

/// A TLS session over memory: octets from the peer go in, octets for the peer come out; a socket never appears.
///
/// A client session verifies its peer unless the caller says otherwise by name, and neither sends nor receives
/// application data before that. Not thread-safe: one session belongs to one thread at a time.
///
/// Each call of ``advance()`` moves the handshake until it needs the caller: to send output, to bring input, or to
/// notice the end.
@safe
public struct Session: ~Copyable {
    let handle: gnutls_session_t
    let transport = MemoryTransport()
    let state: SessionState
    private let credentials: Credentials  // GnuTLS keeps pointers to both until the session is gone
    private let priority: Priority

    /// Makes a client session. The handshake begins with the first ``advance()``.
    ///
    /// - Throws: `GnuTLSError` if an option can't be applied.
    public init(
        clientVerifying verification: PeerVerification, credentials: Credentials, priority: Priority,
        options: ClientOptions = ClientOptions()
    ) throws(GnuTLSError) {
        var flags = cgnutls_client | cgnutls_nonblock
        if !options.requestsTickets { flags |= cgnutls_no_tickets }
        if options.singleKeyShare { flags |= GNUTLS_KEY_SHARE_TOP.rawValue }
        state = SessionState(.client(verification))
        self.credentials = credentials
        self.priority = priority
        unsafe handle = try Self.make(flags, credentials, priority, transport, state) { session throws(GnuTLSError) in
            unsafe try Self.apply(options, to: session)
        }
    }

    /// Makes a server session.
    ///
    /// - Throws: `GnuTLSError` if an option can't be applied.
    public init(server credentials: Credentials, priority: Priority, options: ServerOptions = ServerOptions()) throws(GnuTLSError) {
        var flags = cgnutls_server | cgnutls_nonblock
        if options.ticketKey == nil { flags |= cgnutls_no_tickets }
        state = SessionState(.server(options.clientAuthentication))
        self.credentials = credentials
        self.priority = priority
        unsafe handle = try Self.make(flags, credentials, priority, transport, state) { session throws(GnuTLSError) in
            if case .required = options.clientAuthentication {
                unsafe gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUIRE)
            }
            unsafe try Self.offer(options.applicationProtocols, in: session)
            if let size = options.maximumRecord {
                try check(Int32(clamping: unsafe gnutls_record_set_max_size(session, max(0, size))), .configure)
            }
            if let key = options.ticketKey {
                // GnuTLS copies the key.
                try check(unsafe withDatum(key.octets) { unsafe gnutls_session_ticket_enable_server(session, $0) }, .configure)
            }
        }
    }

    deinit {
        unsafe gnutls_deinit(handle)
        LiveHandles.gone()
    }

    private static func make(
        _ flags: UInt32, _ credentials: Credentials, _ priority: Priority, _ transport: MemoryTransport, _ state: SessionState,
        configure: (gnutls_session_t) throws(GnuTLSError) -> Void
    ) throws(GnuTLSError) -> gnutls_session_t {
        var raw: gnutls_session_t?
        try check(unsafe gnutls_init(&raw, flags), .initialize)
        guard let session = unsafe raw else { throw GnuTLSError(.internalError, .initialize) }
        do throws(GnuTLSError) {
            try check(unsafe gnutls_priority_set(session, priority.handle), .configure)
            let pointer = unsafe UnsafeMutableRawPointer(credentials.handle)
            try check(unsafe gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, pointer), .configure)
            unsafe try configure(session)
        } catch {
            unsafe gnutls_deinit(session)
            throw error
        }
        unsafe gnutls_handshake_set_timeout(session, 0)  // deadlines are the caller's
        // By itself the library writes the secrets of every session to the file that SSLKEYLOGFILE names, readable for
        // everybody.
        unsafe gnutls_session_set_keylog_function(session) { _, _, _ in 0 }
        unsafe transport.attach(to: session)
        unsafe state.attach(to: session)
        LiveHandles.made()
        return unsafe session
    }
}
