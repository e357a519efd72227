import CGnuTLS

/// What a certificate says of its place in a path: names, key identifiers and how long the path may be, in GnuTLS's
/// reading. Nothing of it has been verified.
public struct CertificateLinks: Hashable, Sendable {
    /// The subject's DER.
    public let subject: [UInt8]
    /// The DER of the issuer's name.
    public let issuer: [UInt8]
    /// subjectKeyIdentifier; nil if there is none.
    public let subjectKeyID: [UInt8]?
    /// The keyIdentifier of authorityKeyIdentifier; nil if there is none.
    public let authorityKeyID: [UInt8]?
    /// pathLenConstraint of basicConstraints: how many CAs may stand below this one; nil if any number may.
    public let pathLength: Int?

    /// Takes names, key identifiers and the constraint.
    public init(
        subject: [UInt8], issuer: [UInt8], subjectKeyID: [UInt8]? = nil, authorityKeyID: [UInt8]? = nil,
        pathLength: Int? = nil
    ) {
        self.subject = subject
        self.issuer = issuer
        self.subjectKeyID = subjectKeyID
        self.authorityKeyID = authorityKeyID
        self.pathLength = pathLength
    }
}

extension CertificateList {
    /// Names, key identifiers and constraints of every certificate, in order; read from the certificates at each call.
    public var links: [CertificateLinks] {
        unsafe handles.map { handle in
            CertificateLinks(
                subject: unsafe subjectName(handle), issuer: unsafe issuerName(handle),
                subjectKeyID: unsafe identifier { unsafe gnutls_x509_crt_get_subject_key_id(handle, $0, $1, nil) },
                authorityKeyID: unsafe identifier { unsafe gnutls_x509_crt_get_authority_key_id(handle, $0, $1, nil) },
                pathLength: unsafe pathLength(handle))
        }
    }
}

/// Nil where there is none, or GnuTLS can't read it.
private func pathLength(_ certificate: gnutls_x509_crt_t?) -> Int? {
    var (isCA, length): (UInt32, Int32) = (0, -1)
    let status = unsafe gnutls_x509_crt_get_basic_constraints(certificate, nil, &isCA, &length)
    return status >= 0 && isCA != 0 && length >= 0 ? Int(length) : nil
}

/// The DER of a subject; empty where GnuTLS can't give it.
func subjectName(_ certificate: gnutls_x509_crt_t?) -> [UInt8] {
    unsafe taken { unsafe gnutls_x509_crt_get_raw_dn(certificate, $0) }
}

/// The DER of an issuer's name; empty where GnuTLS can't give it.
func issuerName(_ certificate: gnutls_x509_crt_t?) -> [UInt8] {
    unsafe taken { unsafe gnutls_x509_crt_get_raw_issuer_dn(certificate, $0) }
}

private func taken(_ read: (UnsafeMutablePointer<gnutls_datum_t>) -> Int32) -> [UInt8] {
    var name = unsafe gnutls_datum_t()
    guard unsafe read(&name) == GNUTLS_E_SUCCESS else { return [] }
    return unsafe take(name)
}

/// Asks for the length, then for the octets.
private func identifier(_ read: (UnsafeMutableRawPointer?, UnsafeMutablePointer<Int>) -> Int32) -> [UInt8]? {
    var size = 0
    guard unsafe read(nil, &size) == GNUTLS_E_SHORT_MEMORY_BUFFER, size > 0 else { return nil }
    var octets = [UInt8](repeating: 0, count: size)
    let status = unsafe octets.withUnsafeMutableBytes { unsafe read($0.baseAddress, &size) }
    return status >= 0 ? Array(octets.prefix(size)) : nil
}
