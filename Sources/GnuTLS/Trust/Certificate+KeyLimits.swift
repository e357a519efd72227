import CGnuTLS

extension Certificate {
    /// The longest RSA modulus, in octets, with which a signature is checked: 16,384 bits. GnuTLS has no limit of its
    /// own, and one signature check with a modulus and exponent of 131,072 bits takes a minute.
    static let maximumModulus = 2_048
    /// The longest RSA public exponent, in octets: 64 bits. Real ones have 17; the time of a check grows with the
    /// length.
    static let maximumExponent = 8

    /// The limits in words, for messages about `GnuTLSError.Operation.checkKey`.
    public static var keyLimits: String {
        "a modulus of \(maximumModulus * 8) bits and an exponent of \(maximumExponent * 8) are the most"
    }

    /// Refuses a certificate whose key would make a signature check take too long. Whether the key is strong enough is
    /// another question.
    ///
    /// - Throws: `GnuTLSError` if the key is above the limits, or if neither we nor GnuTLS can read the certificate.
    static func requireKeyWithinLimits(der: [UInt8], index: Int) throws(GnuTLSError) {
        switch KeySize(certificate: der) {
        case .curve: return
        case .rsa(let modulus, let exponent): try require(modulus: modulus, exponent: exponent, index)
        case .unreadable: try Certificate(der: der, index: index).requireKeyWithinLimits(index: index)
        }
    }

    /// As GnuTLS reads the key: for certificates whose octets are not the usual ones.
    private borrowing func requireKeyWithinLimits(index: Int) throws(GnuTLSError) {
        var modulus = unsafe gnutls_datum_t()
        var exponent = unsafe gnutls_datum_t()
        guard unsafe gnutls_x509_crt_get_pk_rsa_raw(handle, &modulus, &exponent) == GNUTLS_E_SUCCESS else { return }
        let lengths = unsafe (take(modulus).drop { $0 == 0 }.count, take(exponent).drop { $0 == 0 }.count)
        try Self.require(modulus: lengths.0, exponent: lengths.1, index)
    }

    private static func require(modulus: Int, exponent: Int, _ index: Int) throws(GnuTLSError) {
        if modulus > maximumModulus || exponent > maximumExponent {
            throw GnuTLSError(.invalidPublicKey, .checkKey(index: index))
        }
    }
}
