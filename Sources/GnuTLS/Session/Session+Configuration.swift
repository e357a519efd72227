import CGnuTLS

extension Session {
    static func apply(_ options: ClientOptions, to session: gnutls_session_t) throws(GnuTLSError) {
        if let name = options.serverName {
            let octets = Array(name.utf8)
            let status = unsafe octets.withUnsafeBytes {
                unsafe gnutls_server_name_set(session, GNUTLS_NAME_DNS, $0.baseAddress, $0.count)
            }
            try check(status, .configure)
        }
        try check(unsafe gnutls_ocsp_status_request_enable_client(session, nil, 0, nil), .configure)
        unsafe try offer(options.applicationProtocols, in: session)
        unsafe gnutls_handshake_set_max_packet_length(session, max(1, options.maximumHandshakeMessage))
        if let data = options.resumptionData {
            let status = unsafe data.withUnsafeBytes { unsafe gnutls_session_set_data(session, $0.baseAddress, $0.count) }
            try check(status, .resume)
        }
    }

    /// RFC 7301: names of 1 to 255 octets, in order of preference.
    static func offer(_ protocols: [String], in session: gnutls_session_t) throws(GnuTLSError) {
        if protocols.isEmpty { return }
        guard protocols.allSatisfy({ (1...255).contains($0.utf8.count) }) else { throw GnuTLSError(.invalidRequest, .configure) }
        // The names are laid out one after another and lent for the one call, which copies them.
        var octets = protocols.flatMap { Array($0.utf8) }
        let status: Int32 = unsafe octets.withUnsafeMutableBufferPointer { buffer in
            var start = 0
            var names: [gnutls_datum_t] = unsafe []
            for name in protocols {
                let base = unsafe buffer.baseAddress.map { unsafe $0 + start }
                unsafe names.append(gnutls_datum_t(data: base, size: UInt32(name.utf8.count)))
                start += name.utf8.count
            }
            return unsafe gnutls_alpn_set_protocols(session, names, UInt32(protocols.count), 0)
        }
        try check(status, .configure)
    }
}
