import CGnuTLS

/// What is read of a revocation list once, when it is loaded.
struct RevocationListFacts {
    /// The DER of its issuer's name.
    let issuer: [UInt8]
    /// Whether it has a critical extension: GnuTLS 3.7.9 processes none.
    let hasCriticalExtension: Bool
    /// thisUpdate in seconds since 1970; -1 where GnuTLS can't read it.
    let made: Int64
    /// cRLNumber without leading zeros; nil if there is none.
    let number: [UInt8]?
    /// Why it could not show that a certificate is good.
    let weakness: RevocationLists.Weakness?
    let der: [UInt8]

    /// Nil if GnuTLS can't give the issuer's name.
    init?(_ list: gnutls_x509_crl_t?, der: [UInt8]) {
        var name = unsafe gnutls_datum_t()
        guard unsafe gnutls_x509_crl_get_raw_issuer_dn(list, &name) == GNUTLS_E_SUCCESS else { return nil }
        issuer = unsafe take(name)
        hasCriticalExtension = unsafe Self.hasCriticalExtension(list)
        made = unsafe Int64(gnutls_x509_crl_get_this_update(list))
        number = unsafe Self.number(list)
        let algorithm = unsafe gnutls_sign_algorithm_t(
            rawValue: UInt32(bitPattern: max(0, gnutls_x509_crl_get_signature_algorithm(list))))
        switch gnutls_sign_get_hash_algorithm(algorithm) {
        case GNUTLS_DIG_SHA1, GNUTLS_DIG_MD5, GNUTLS_DIG_MD2: weakness = .weaklySigned
        default: weakness = unsafe gnutls_x509_crl_get_next_update(list) == -1 ? .undated : nil
        }
        self.der = der
    }

    /// Whether a list is newer than another one: made later, or in the same second with a higher number.
    func isNewer(than other: RevocationListFacts) -> Bool {
        if made != other.made { return made > other.made }
        guard let number else { return false }
        guard let before = other.number else { return true }
        return number.count != before.count ? number.count > before.count : before.lexicographicallyPrecedes(number)
    }

    private static func number(_ list: gnutls_x509_crl_t?) -> [UInt8]? {
        // RFC 5280 section 5.2.3 allows 20 octets.
        var octets = [UInt8](repeating: 0, count: 64)
        var size = octets.count
        let status = unsafe octets.withUnsafeMutableBytes {
            unsafe gnutls_x509_crl_get_number(list, $0.baseAddress, &size, nil)
        }
        return status >= 0 ? Array(octets.prefix(size).drop { $0 == 0 }) : nil
    }

    private static func hasCriticalExtension(_ list: gnutls_x509_crl_t?) -> Bool {
        var index: UInt32 = 0
        while true {
            var oid = [CChar](repeating: 0, count: 128)
            var size = oid.count
            var critical: UInt32 = 0
            let status = unsafe gnutls_x509_crl_get_extension_info(list, index, &oid, &size, &critical)
            if status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE { return false }
            // What can't be read may be critical.
            if status < 0 || critical != 0 { return true }
            index += 1
        }
    }
}
