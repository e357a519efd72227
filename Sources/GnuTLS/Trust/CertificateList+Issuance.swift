import CGnuTLS
import CGnuTLSClock

extension CertificateList {
    /// What GnuTLS says of one certificate under one issuer, as if that were trusted (`gnutls_x509_crt_verify`): names,
    /// key identifiers, signature, dates of both, algorithms, and whether the issuer may issue.
    ///
    /// Not whether the issuer may be trusted, and not how long a path may be. The certificate is taken for a leaf:
    /// the issuer's name constraints are compared with its names, which GnuTLS does with no CA of a longer path.
    ///
    /// - Parameters:
    ///   - certificate: its place.
    ///   - issuer: its place.
    ///   - purpose: what the issuer's own extended key usage must allow; nil leaves that unchecked.
    ///   - profile: how strong keys and signatures must be.
    ///   - instant: seconds since 1970; only this thread's call sees it.
    /// - Throws: `GnuTLSError` for a place that there is not, or if the call itself fails.
    public func issuance(
        of certificate: Int, by issuer: Int, purpose: KeyPurpose? = .serverAuthentication,
        profile: SecurityProfile = .medium,
        at instant: Int64
    ) throws(GnuTLSError) -> CertificateStatus {
        guard der.indices.contains(certificate), der.indices.contains(issuer) else {
            throw GnuTLSError(.invalidRequest, .verify)
        }
        var bits: UInt32 = 0
        try check(
            unsafe cgnutls_certificate_verify_at(
                time_t(instant), handles[certificate], handles[issuer], profile.flags, &bits),
            .verify)
        let status = CertificateStatus(rawValue: bits)
        guard let purpose else { return status }
        let flags = UInt32(GNUTLS_KP_FLAG_DISALLOW_ANY)
        let isAllowed = unsafe gnutls_x509_crt_check_key_purpose(handles[issuer], purpose.objectIdentifier, flags) != 0
        return isAllowed ? status : status.union([.purposeMismatch, .invalid])
    }
}
