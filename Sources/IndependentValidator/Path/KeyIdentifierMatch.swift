/// Whether a certificate's authorityKeyIdentifier names the key of another (RFC 5280 section 4.2.1.1): a hint for the order of the search. The signature
/// proves who signed.
enum KeyIdentifierMatch: Int {
    case equal = 0
    /// One of the two does not say.
    case unknown = 1
    case different = 2

    init(_ certificate: PathCertificate, _ issuer: PathCertificate) {
        guard let asked = certificate.decoded.authorityKeyIdentifier, let given = issuer.decoded.subjectKeyIdentifier else {
            self = .unknown
            return
        }
        self = asked == given ? .equal : .different
    }
}
