import CGnuTLS

/// Gathers steps while GnuTLS verifies, on the thread that asked.
@safe
final class VerificationTrace {
    private(set) var steps: [Verification.Step] = []
    private let chain: CertificateList

    init(of chain: CertificateList) { self.chain = chain }

    func add(_ certificate: gnutls_x509_crt_t, _ issuer: gnutls_x509_crt_t?, _ status: CertificateStatus) {
        unsafe steps.append(
            Verification.Step(certificate: encoding(certificate), issuer: issuer.map { unsafe encoding($0) }, status: status))
    }

    /// The octets of a certificate of the chain are there already; an anchor's are asked for.
    private func encoding(_ certificate: gnutls_x509_crt_t) -> [UInt8] {
        if let index = unsafe chain.handles.firstIndex(of: certificate) { return chain.der[index] }
        var der = unsafe gnutls_datum_t()
        guard unsafe gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_DER, &der) == GNUTLS_E_SUCCESS else { return [] }
        return unsafe take(der)
    }
}
