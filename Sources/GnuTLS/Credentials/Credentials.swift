import CGnuTLS

/// A certificate chain and its private key, or none; made once and shared by all sessions of a run.
@safe
public final class Credentials: @unchecked Sendable {  // read-only after init
    let handle: gnutls_certificate_credentials_t

    /// Makes credentials without a certificate: what most clients use.
    public init() throws(GnuTLSError) {
        unsafe handle = try Self.allocate()
        LiveHandles.made()
    }

    /// Takes a chain (PEM, leaf first) and its private key (PEM).
    ///
    /// - Parameters:
    ///   - chainPEM: the chain.
    ///   - keyPEM: the key.
    ///   - password: of an encrypted key, without a NUL; nil if it is not encrypted.
    /// - Throws: `GnuTLSError` if either can't be read or the key does not belong to the certificate.
    public convenience init(chainPEM: [UInt8], keyPEM: [UInt8], password: [UInt8]? = nil) throws(GnuTLSError) {
        try self.init()
        if password?.contains(0) == true { throw GnuTLSError(.invalidRequest, .importKey) }
        let secret = password.map { octets in (octets + [0]).map { CChar(bitPattern: $0) } }
        let status = unsafe withDatum(chainPEM) { chain in
            unsafe withDatum(keyPEM) { key in
                unsafe gnutls_certificate_set_x509_key_mem2(handle, chain, key, GNUTLS_X509_FMT_PEM, secret, 0)
            }
        }
        try check(status, .importKey)
    }

    /// Takes certificate and key from a token by PKCS#11 URLs (RFC 7512), `pkcs11:token=…;object=…`.
    ///
    /// - Throws: `GnuTLSError` if a text is no `pkcs11:` URL or the token does not give the object.
    public convenience init(certificateURL: String, keyURL: String) throws(GnuTLSError) {
        try self.init()
        guard certificateURL.hasPrefix("pkcs11:"), keyURL.hasPrefix("pkcs11:") else {
            throw GnuTLSError(.invalidRequest, .importKey)
        }
        let status = unsafe gnutls_certificate_set_x509_key_file2(handle, certificateURL, keyURL, GNUTLS_X509_FMT_PEM, nil, 0)
        try check(status, .importKey)
    }

    deinit {
        unsafe gnutls_certificate_free_credentials(handle)
        LiveHandles.gone()
    }

    private static func allocate() throws(GnuTLSError) -> gnutls_certificate_credentials_t {
        var raw: gnutls_certificate_credentials_t?
        try check(unsafe gnutls_certificate_allocate_credentials(&raw), .initialize)
        guard let raw = unsafe raw else { throw GnuTLSError(.internalError, .initialize) }
        return unsafe raw
    }
}
