import CGnuTLS

/// How far a session is and what its verification said. A class, because GnuTLS's verify function reaches it by
/// pointer.
@safe
final class SessionState {
    enum Role {
        case client(PeerVerification)
        case server(ServerOptions.ClientAuthentication)
    }

    enum Phase {
        case handshaking
        /// The handshake is complete, and whatever verification was asked for has succeeded.
        case established
        case failed
    }

    let role: Role
    var phase = Phase.handshaking
    var verification: Verification?
    /// Why our own hook refused the peer's certificate.
    var refusal: GnuTLSError?

    init(_ role: Role) { self.role = role }

    var requiresVerification: Bool {
        switch role {
        case .client(.unverifiedPeer), .server(.none): false
        case .client(.required), .server(.required): true
        }
    }

    /// GnuTLS calls this once the peer's certificates are there, before it answers them.
    func attach(to session: gnutls_session_t) {
        unsafe gnutls_session_set_ptr(session, Unmanaged.passUnretained(self).toOpaque())
        unsafe Self.limitLeaf(of: session)
        unsafe gnutls_session_set_verify_function(session) { session in
            guard let session = unsafe session, let context = unsafe gnutls_session_get_ptr(session) else {
                return GNUTLS_E_CERTIFICATE_ERROR
            }
            let state = unsafe Unmanaged<SessionState>.fromOpaque(context).takeUnretainedValue()
            return unsafe state.verifyPeer(of: session) ? 0 : GNUTLS_E_CERTIFICATE_ERROR
        }
    }

    /// GnuTLS calls this with the peer's Certificate message, before it decodes the leaf and long before it checks a
    /// signature with the key in it.
    private static func limitLeaf(of session: gnutls_session_t) {
        unsafe gnutls_handshake_set_hook_function(
            session, GNUTLS_HANDSHAKE_CERTIFICATE_PKT.rawValue, GNUTLS_HOOK_POST
        ) { session, _, _, incoming, message in
            guard incoming != 0, let message = unsafe message, let session = unsafe session,
                let context = unsafe gnutls_session_get_ptr(session)
            else {
                return 0
            }
            let state = unsafe Unmanaged<SessionState>.fromOpaque(context).takeUnretainedValue()
            let version = unsafe gnutls_protocol_get_version(session)
            let presented = unsafe CertificateMessage(copy(message.pointee), hasContext: version == GNUTLS_TLS1_3)
            guard let leaf = presented.leaf else { return 0 }  // an empty list, or octets that GnuTLS refuses itself
            do throws(GnuTLSError) {
                try Certificate.requireWorkWithinLimits(der: leaf, index: 0)
                try Certificate.requireKeyWithinLimits(der: leaf, index: 0)
                return 0
            } catch {
                state.refusal = error
                return error.code.rawValue
            }
        }
    }

    /// Whether the peer is who it must be; true also where nothing was asked of it.
    func verifyPeer(of session: gnutls_session_t) -> Bool {
        let list: TrustList
        let name: PeerName?
        let purpose: KeyPurpose
        let time: VerificationTime
        switch role {
        case .client(.unverifiedPeer), .server(.none): return true
        case .client(.required(let trustList, let peer, let instant)):
            (list, name, purpose, time) = (trustList, peer, .serverAuthentication, instant)
        case .server(.required(let trustList, let instant)):
            (list, name, purpose, time) = (trustList, nil, .clientAuthentication, instant)
        }
        guard case .instant(let seconds) = time, let chain = unsafe Self.peerChain(of: session), !chain.isEmpty,
            let verification = try? list.verify(chain: chain, for: name, purpose: purpose, at: seconds)
        else { return false }
        self.verification = verification
        return verification.isTrusted
    }

    /// What the peer presented, DER, leaf first; nil if it presented nothing.
    static func peerChain(of session: gnutls_session_t) -> [[UInt8]]? {
        var count: UInt32 = 0
        guard let list = unsafe gnutls_certificate_get_peers(session, &count), count > 0 else { return nil }
        return (0..<Int(count)).map { unsafe copy(list[$0]) }
    }
}
