import CGnuTLS

extension Session {
    /// What the peer presented: DER, leaf first; nil if it presented nothing. Nothing is said about whether it may be
    /// trusted.
    public var peerChain: [[UInt8]]? { unsafe SessionState.peerChain(of: handle) }

    /// The OCSP response (DER) that the server stapled for its leaf; nil if there is none. It is not verified.
    public var stapledOCSP: [UInt8]? {
        var response = unsafe gnutls_datum_t()
        guard unsafe gnutls_ocsp_status_request_get(handle, &response) == GNUTLS_E_SUCCESS else { return nil }
        return unsafe copy(response)
    }

    /// Whether the server has asked for the client's certificate.
    public var wasAskedForCertificate: Bool { unsafe gnutls_certificate_client_get_request_status(handle) != 0 }

    /// What was negotiated; meaningful once the handshake is complete.
    public var negotiated: NegotiatedFacts {
        unsafe NegotiatedFacts(
            version: text(gnutls_protocol_get_name(gnutls_protocol_get_version(handle))) ?? "unknown",
            cipher: text(gnutls_ciphersuite_get(handle)) ?? "unknown",
            group: text(gnutls_group_get_name(gnutls_group_get(handle))),
            signature: signatureName(gnutls_sign_algorithm_get(handle)),
            applicationProtocol: selectedProtocol)
    }

    private var selectedProtocol: String? {
        var name = unsafe gnutls_datum_t()
        guard unsafe gnutls_alpn_get_selected_protocol(handle, &name) == GNUTLS_E_SUCCESS else { return nil }
        return unsafe String(decoding: copy(name), as: UTF8.self)
    }

    private func signatureName(_ algorithm: Int32) -> String? {
        let algorithm = gnutls_sign_algorithm_t(rawValue: UInt32(bitPattern: algorithm))
        return algorithm == GNUTLS_SIGN_UNKNOWN ? nil : unsafe text(gnutls_sign_get_name(algorithm))
    }

    /// The names are static strings of the library.
    private func text(_ name: UnsafePointer<CChar>?) -> String? {
        guard let name = unsafe name else { return nil }
        return unsafe String(cString: name)
    }
}
