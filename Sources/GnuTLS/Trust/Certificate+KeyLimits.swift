import CGnuTLS

extension Certificate {
    /// The longest RSA modulus, in octets, with which a signature is checked: 16,384 bits. GnuTLS has no limit of its own, and one
    /// signature check with a modulus and exponent of 131,072 bits takes a minute.
    static let maximumModulus = 2_048
    /// The longest RSA public exponent, in octets: 64 bits. Real ones have 17; the time of a check grows with the length.
    static let maximumExponent = 8

    /// The limits in words, for messages about `GnuTLSError.Operation.checkKey`.
    public static var keyLimits: String { "a modulus of \(maximumModulus * 8) bits, an exponent of \(maximumExponent * 8) bits" }

    /// Refuses a key that would make a signature check take too long. Whether the key is strong enough is another question.
    borrowing func requireKeyWithinLimits(index: Int) throws(GnuTLSError) {
        var modulus = unsafe gnutls_datum_t()
        var exponent = unsafe gnutls_datum_t()
        guard unsafe gnutls_x509_crt_get_pk_rsa_raw(handle, &modulus, &exponent) == GNUTLS_E_SUCCESS else { return }
        let lengths = unsafe (take(modulus).drop { $0 == 0 }.count, take(exponent).drop { $0 == 0 }.count)
        if lengths.0 > Self.maximumModulus || lengths.1 > Self.maximumExponent {
            throw GnuTLSError(.invalidPublicKey, .checkKey(index: index))
        }
    }
}
