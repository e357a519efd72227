import CGnuTLS

/// What a certificate says of itself, in GnuTLS's reading: enough to tell a refusal by its cause.
public struct CertificateDetails: Hashable, Sendable {
    /// The subject, RFC 4514 text as GnuTLS writes it (not escaped for printing).
    public let subject: String
    /// The issuer's name as the certificate gives it.
    public let issuerName: String
    /// Whether the certificate names itself as its issuer.
    public let isSelfIssued: Bool
    /// notBefore in seconds since 1970; -1 where GnuTLS can't read it.
    public let notBefore: Int64
    /// notAfter in seconds since 1970; -1 where GnuTLS can't read it.
    public let notAfter: Int64
    /// The key's size in bits.
    public let keyBits: Int
    /// Whether its key usage forbids signing certificates (RFC 5280 section 4.2.1.3).
    public let mayNotSignCertificates: Bool
    /// Its pathLenConstraint (RFC 5280 section 4.2.1.9); nil if it has none.
    public let pathLength: Int?
    private let strength: UInt32

    /// Whether the key alone is below a security profile.
    public func isKeyTooWeak(for profile: SecurityProfile) -> Bool { strength < profile.minimum.rawValue }

    /// Reads a certificate again; nil if GnuTLS can't decode it.
    public init?(der: [UInt8]) {
        guard let certificate = try? Certificate(der: der) else { return nil }
        let handle = unsafe certificate.handle
        subject = unsafe text { unsafe gnutls_x509_crt_get_dn3(handle, $0, 0) }
        issuerName = unsafe text { unsafe gnutls_x509_crt_get_issuer_dn3(handle, $0, 0) }
        isSelfIssued = unsafe gnutls_x509_crt_check_issuer(handle, handle) != 0
        (notBefore, notAfter) = unsafe datesOfValidity(handle)
        var bits: UInt32 = 0
        let algorithm = unsafe gnutls_x509_crt_get_pk_algorithm(handle, &bits)
        keyBits = Int(bits)
        strength = gnutls_pk_bits_to_sec_param(gnutls_pk_algorithm_t(rawValue: UInt32(max(0, algorithm))), bits).rawValue
        var usage: UInt32 = 0
        let hasUsage = unsafe gnutls_x509_crt_get_key_usage(handle, &usage, nil) >= 0
        mayNotSignCertificates = hasUsage && usage & UInt32(GNUTLS_KEY_KEY_CERT_SIGN) == 0
        var isAuthority: UInt32 = 0
        var limit: Int32 = -1
        let hasConstraints = unsafe gnutls_x509_crt_get_basic_constraints(handle, nil, &isAuthority, &limit) >= 0
        pathLength = hasConstraints && limit >= 0 ? Int(limit) : nil
        _ = consume certificate  // the handle was used up to here
    }
}

private func text(_ read: (UnsafeMutablePointer<gnutls_datum_t>) -> Int32) -> String {
    var name = unsafe gnutls_datum_t()
    guard unsafe read(&name) == GNUTLS_E_SUCCESS else { return "" }
    return unsafe String(decoding: take(name).prefix { $0 != 0 }, as: UTF8.self)
}
