import CGnuTLS

/// What an issuer tells its certificates apart by, in GnuTLS's reading (RFC 5280 section 4.1.2.2).
public struct IssuerAndSerial: Hashable, Sendable {
    /// The DER of the issuer's name.
    public let issuer: [UInt8]
    /// The content octets of the serial number.
    public let serial: [UInt8]
}

extension CertificateList {
    /// Issuer and serial number of every certificate, in order; nil where GnuTLS can't give them. Read from the certificates at each call.
    public var serials: [IssuerAndSerial?] { unsafe handles.map { unsafe issuerAndSerial($0) } }
}

/// Nil where GnuTLS can't give one of them.
func issuerAndSerial(_ certificate: gnutls_x509_crt_t?) -> IssuerAndSerial? {
    let issuer = unsafe issuerName(certificate)
    // RFC 5280 section 4.1.2.2 allows 20 octets; longer numbers are refused for their own sake, and must be found before that.
    var size = 0
    guard unsafe gnutls_x509_crt_get_serial(certificate, nil, &size) == GNUTLS_E_SHORT_MEMORY_BUFFER, size > 0, !issuer.isEmpty
    else {
        return nil
    }
    var serial = [UInt8](repeating: 0, count: size)
    let status = unsafe serial.withUnsafeMutableBytes { unsafe gnutls_x509_crt_get_serial(certificate, $0.baseAddress, &size) }
    return status >= 0 ? IssuerAndSerial(issuer: issuer, serial: Array(serial.prefix(size))) : nil
}
