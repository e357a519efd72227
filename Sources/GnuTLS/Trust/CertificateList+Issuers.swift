import CGnuTLS

extension CertificateList {
    /// Whether a certificate bears an issuer's name and was signed by its key: by nothing else is anybody trusted.
    /// Dates are not looked at; an issuer that is no CA is none.
    ///
    /// - Parameters:
    ///   - place: the certificate's place in this list.
    ///   - issuer: DER; false for one that GnuTLS can't decode.
    ///   - profile: how strong the signature must be.
    public func isIssued(_ place: Int, by issuer: [UInt8], profile: SecurityProfile = .medium) -> Bool {
        guard let authority = try? Certificate(der: issuer) else { return false }
        let certificate = unsafe handles[place]
        guard unsafe subjectName(authority.handle) == issuerName(certificate) else { return false }
        var status: UInt32 = 0
        var handle: gnutls_x509_crt_t? = unsafe authority.handle
        let flags = profile.flags | GNUTLS_VERIFY_DISABLE_TIME_CHECKS.rawValue
        let result = unsafe gnutls_x509_crt_verify(certificate, &handle, 1, flags, &status)
        _ = consume authority  // the handle was used up to here
        return result >= 0 && status == 0
    }
}
