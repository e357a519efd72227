import CGnuTLS

/// One certificate as GnuTLS decoded it.
@safe
public struct Certificate: ~Copyable {
    let handle: gnutls_x509_crt_t

    /// Decodes DER.
    ///
    /// - Throws: `GnuTLSError` with the index given, so that an error in a list says where; also for what would take
    ///   GnuTLS too long (`Certificate.WorkLimit`).
    public init(der: [UInt8], index: Int = 0) throws(GnuTLSError) {
        try Self.requireWorkWithinLimits(der: der, index: index)
        var raw: gnutls_x509_crt_t?
        try check(unsafe gnutls_x509_crt_init(&raw), .initialize)
        guard let raw = unsafe raw else { throw GnuTLSError(.internalError, .initialize) }
        let status = unsafe withDatum(der) { unsafe gnutls_x509_crt_import(raw, $0, GNUTLS_X509_FMT_DER) }
        if status < 0 {
            unsafe gnutls_x509_crt_deinit(raw)
            throw GnuTLSError(GnuTLSError.Code(rawValue: status), .importCertificate(index: index))
        }
        unsafe handle = raw
        LiveHandles.made()
    }

    deinit {
        unsafe gnutls_x509_crt_deinit(handle)
        LiveHandles.gone()
    }

    /// Gives the handle away: whoever takes it frees it.
    consuming func release() -> gnutls_x509_crt_t {
        let handle = unsafe self.handle
        discard self
        LiveHandles.gone()
        return unsafe handle
    }

    /// Whether GnuTLS thinks that the certificate belongs to a host name or address. Nothing else is checked.
    ///
    /// With `wildcards` false GnuTLS takes `*` for a letter (`GNUTLS_VERIFY_DO_NOT_ALLOW_WILDCARDS`).
    public borrowing func matches(_ name: PeerName, wildcards: Bool = true) -> Bool {
        unsafe name.matches(handle, wildcards: wildcards)
    }

    /// As `matches(_:)`, with octets that GnuTLS itself takes apart: an address if they look like one, or else a host
    /// name. They end at their first NUL, as C strings do.
    public borrowing func matches(text: [UInt8], wildcards: Bool = true, addresses: Bool = true) -> Bool {
        var flags: UInt32 = wildcards ? 0 : GNUTLS_VERIFY_DO_NOT_ALLOW_WILDCARDS.rawValue
        if !addresses { flags |= GNUTLS_VERIFY_DO_NOT_ALLOW_IP_MATCHES.rawValue }
        let terminated = text.map { CChar(bitPattern: $0) } + [0]
        return unsafe gnutls_x509_crt_check_hostname2(handle, terminated, flags) != 0
    }

    /// Whether the certificate has a subjectAltName extension with at least one name.
    public borrowing func hasSubjectAlternativeName() -> Bool { unsafe hasAlternativeName(handle) }
}
