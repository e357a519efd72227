import CGnuTLS

extension Credentials {
    /// Takes a chain (DER, leaf first) that is presented exactly as given, and its private key (PEM, unencrypted).
    ///
    /// The other initializers let GnuTLS sort the chain and drop certificates that the path does not need; this one is
    /// for servers that must present a chain in the wrong order or with certificates that nobody needs.
    ///
    /// - Throws: `GnuTLSError` if the chain is empty, a certificate can't be read (its index is in the operation), the
    ///   key can't be read or does not belong to the leaf.
    public convenience init(presentingInOrder chain: [[UInt8]], keyPEM: [UInt8]) throws(GnuTLSError) {
        try self.init()
        if chain.isEmpty { throw GnuTLSError(.noCertificateFound, .importKey) }
        var certificates: [gnutls_pcert_st] = unsafe []
        var key: gnutls_privkey_t?
        do throws(GnuTLSError) {
            for (index, der) in chain.enumerated() {
                var certificate = unsafe gnutls_pcert_st()
                let status = unsafe withDatum(der) {
                    unsafe gnutls_pcert_import_x509_raw(&certificate, $0, GNUTLS_X509_FMT_DER, 0)
                }
                try check(status, .importCertificate(index: index))
                unsafe certificates.append(certificate)
            }
            try check(unsafe gnutls_privkey_init(&key), .importKey)
            let imported = unsafe withDatum(keyPEM) { unsafe gnutls_privkey_import_x509_raw(key, $0, GNUTLS_X509_FMT_PEM, nil, 0) }
            try check(imported, .importKey)
        } catch {
            // Still ours: GnuTLS has taken nothing over yet.
            for index in unsafe certificates.indices { unsafe gnutls_pcert_deinit(&certificates[index]) }
            unsafe gnutls_privkey_deinit(key)
            throw error
        }
        // On success both belong to the credentials. On failure (key and leaf do not match) the manual leaves open
        // whose they are: 3.7.9 loses them, and a leak is better than freeing twice.
        let count = Int32(clamping: unsafe certificates.count)
        try check(unsafe gnutls_certificate_set_key(handle, nil, 0, &certificates, count, key), .importKey)
    }
}
