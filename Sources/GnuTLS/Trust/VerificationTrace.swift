import CGnuTLS

/// Gathers steps while GnuTLS verifies, on the thread that asked.
@safe
final class VerificationTrace {
    private(set) var steps: [Verification.Step] = []
    private let profile: SecurityProfile

    init(_ profile: SecurityProfile) { self.profile = profile }

    func add(_ certificate: gnutls_x509_crt_t, _ issuer: gnutls_x509_crt_t?, _ status: CertificateStatus) {
        var bits: UInt32 = 0
        let algorithm = unsafe gnutls_x509_crt_get_pk_algorithm(certificate, &bits)
        let strength = gnutls_pk_bits_to_sec_param(gnutls_pk_algorithm_t(rawValue: UInt32(max(0, algorithm))), bits)
        unsafe steps.append(
            Verification.Step(
                certificate: encoding(certificate), subject: text { unsafe gnutls_x509_crt_get_dn3(certificate, $0, 0) },
                issuerName: text { unsafe gnutls_x509_crt_get_issuer_dn3(certificate, $0, 0) },
                isSelfIssued: gnutls_x509_crt_check_issuer(certificate, certificate) != 0,
                issuer: issuer.map { unsafe encoding($0) },
                issuerFacts: issuer.map { unsafe facts($0) }, status: status,
                notBefore: Int64(gnutls_x509_crt_get_activation_time(certificate)),
                notAfter: Int64(gnutls_x509_crt_get_expiration_time(certificate)), keyBits: Int(bits),
                isKeyTooWeak: strength.rawValue < profile.minimum.rawValue))
    }

    private func facts(_ issuer: gnutls_x509_crt_t) -> Verification.IssuerFacts {
        var usage: UInt32 = 0
        let hasUsage = unsafe gnutls_x509_crt_get_key_usage(issuer, &usage, nil) >= 0
        var isAuthority: UInt32 = 0
        var pathLength: Int32 = -1
        let hasConstraints = unsafe gnutls_x509_crt_get_basic_constraints(issuer, nil, &isAuthority, &pathLength) >= 0
        return unsafe Verification.IssuerFacts(
            subject: text { unsafe gnutls_x509_crt_get_dn3(issuer, $0, 0) },
            notBefore: Int64(gnutls_x509_crt_get_activation_time(issuer)),
            notAfter: Int64(gnutls_x509_crt_get_expiration_time(issuer)),
            mayNotSignCertificates: hasUsage && usage & UInt32(GNUTLS_KEY_KEY_CERT_SIGN) == 0,
            pathLength: hasConstraints && pathLength >= 0 ? Int(pathLength) : nil)
    }

    private func encoding(_ certificate: gnutls_x509_crt_t) -> [UInt8] {
        var der = unsafe gnutls_datum_t()
        guard unsafe gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_DER, &der) == GNUTLS_E_SUCCESS else { return [] }
        return unsafe take(der)
    }

    private func text(_ read: (UnsafeMutablePointer<gnutls_datum_t>) -> Int32) -> String {
        var name = unsafe gnutls_datum_t()
        guard unsafe read(&name) == GNUTLS_E_SUCCESS else { return "" }
        return unsafe String(decoding: take(name).prefix { $0 != 0 }, as: UTF8.self)
    }
}
