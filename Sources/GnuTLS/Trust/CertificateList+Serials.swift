import CGnuTLS

extension CertificateList {
    /// What issuers tell their certificates apart by (RFC 5280 section 4.1.2.2): of every certificate, in order, the
    /// DER of the issuer's name and the content octets of the serial number; nil where GnuTLS can't give them. Read at
    /// each call.
    public var serials: [(issuer: [UInt8], serial: [UInt8])?] { unsafe handles.map { unsafe issuerAndSerial($0) } }
}

/// Nil where GnuTLS can't give one of them.
func issuerAndSerial(_ certificate: gnutls_x509_crt_t?) -> (issuer: [UInt8], serial: [UInt8])? {
    let issuer = unsafe issuerName(certificate)
    // RFC 5280 section 4.1.2.2 allows 20 octets; longer numbers are refused for their own sake, and must be found
    // before that.
    var size = 0
    guard unsafe gnutls_x509_crt_get_serial(certificate, nil, &size) == GNUTLS_E_SHORT_MEMORY_BUFFER, size > 0, !issuer.isEmpty
    else {
        return nil
    }
    var serial = [UInt8](repeating: 0, count: size)
    let status = unsafe serial.withUnsafeMutableBytes { unsafe gnutls_x509_crt_get_serial(certificate, $0.baseAddress, &size) }
    return status >= 0 ? (issuer, Array(serial.prefix(size))) : nil
}
