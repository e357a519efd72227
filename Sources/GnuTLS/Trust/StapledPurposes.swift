import CGnuTLS

/// What a PKCS#11 module says that a trusted certificate is trusted *for*.
///
/// CKA_TRUSTED has no purpose. p11-kit's trust module keeps it in extensions that stand beside the certificate, stapled
/// to its public key, and which are no part of the exported DER: an extended key usage, and the purposes that OpenSSL's
/// trusted form rejects. Tokens such as SoftHSM's staple nothing.
enum StapledPurposes {
    /// Whether nothing that is stapled to a certificate keeps it from issuing for TLS servers.
    ///
    /// Q: What if an extension can't be decoded? A: Then its purposes are unknown, and the certificate is not for
    /// servers.
    static func allowServers(_ object: gnutls_pkcs11_obj_t?) throws(GnuTLSError) -> Bool {
        var list: UnsafeMutablePointer<gnutls_x509_ext_st>?
        var count: UInt32 = 0
        try check(unsafe gnutls_pkcs11_obj_get_exts(object, &list, &count, 0), .readTokens)
        guard let list = unsafe list else { return true }
        // Ours to free: what is in each extension, then the list.
        defer {
            for place in 0..<Int(count) { unsafe gnutls_x509_ext_deinit(list + place) }
            unsafe cgnutls_release(list)
        }
        for place in 0..<Int(count) {
            guard let name = unsafe list[place].oid else { return false }
            switch unsafe String(cString: name) {
            case extendedKeyUsage:
                guard let allowed = unsafe purposes(list[place].data), !allowed.isDisjoint(with: ofServers) else { return false }
            case rejectedPurposes:
                guard let rejected = unsafe purposes(list[place].data), rejected.isDisjoint(with: ofServers) else { return false }
            default: break
            }
        }
        return true
    }

    /// id-ce-extKeyUsage (RFC 5280 section 4.2.1.12).
    private static let extendedKeyUsage = "2.5.29.37"
    /// p11-kit's own: the rejected purposes of OpenSSL's trusted form, encoded as an extended key usage (common/oid.h,
    /// P11_OID_OPENSSL_REJECT).
    private static let rejectedPurposes = "1.3.6.1.4.1.3319.6.10.1"
    /// id-kp-serverAuth and anyExtendedKeyUsage.
    private static let ofServers: Set = [KeyPurpose.serverAuthentication.objectIdentifier, "2.5.29.37.0"]

    /// The purposes' object identifiers; nil if the extension is malformed.
    private static func purposes(_ extensionValue: gnutls_datum_t) -> Set<String>? {
        var list: gnutls_x509_key_purposes_t?
        guard unsafe gnutls_x509_key_purpose_init(&list) >= 0 else { return nil }
        defer { unsafe gnutls_x509_key_purpose_deinit(list) }
        var value = unsafe extensionValue
        guard unsafe gnutls_x509_ext_import_key_purposes(&value, list, 0) >= 0 else { return nil }
        var found: Set<String> = []
        var name = unsafe gnutls_datum_t()
        var place: UInt32 = 0
        // The names stay the list's.
        while unsafe gnutls_x509_key_purpose_get(list, place, &name) >= 0 {
            place += 1
            unsafe found.insert(String(decoding: copy(name).prefix { $0 != 0 }, as: UTF8.self))
        }
        return found
    }
}
