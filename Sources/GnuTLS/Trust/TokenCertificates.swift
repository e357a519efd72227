import CGnuTLS

/// Certificates that PKCS#11 modules hold: tokens such as SoftHSM's, and p11-kit's trust module, which knows distrusted
/// ones too.
///
/// GnuTLS asks the modules of p11-kit's configuration, and loads each by itself: what p11-kit's configuration hands to
/// a module when it starts (other paths for the trust module) does not reach it. *Not* read: NSS's trust objects, by
/// which a module may distrust a certificate by issuer and serial number alone; GnuTLS has no way to ask for them.
public struct TokenCertificates: Sendable {
    /// Those that are trusted to issue for TLS servers: of a token, the ones that it marks so (CKA_TRUSTED); where the
    /// URL names an object, that one, marked or not.
    public let trusted: [Entry]
    /// Those that would be trusted, but not for TLS servers: p11-kit's trust module staples other purposes to them,
    /// such as mail.
    public let forOtherPurposes: [Entry]
    /// Those that the modules mark as distrusted (CKA_X_DISTRUSTED).
    public let distrusted: [Entry]
    /// How many certificates the URL fits that are neither.
    public let unmarked: Int

    /// A certificate and its name.
    public struct Entry: Hashable, Sendable {
        /// DER; empty where the module has no certificate, as p11-kit's does of some that it distrusts.
        public let der: [UInt8]
        /// The object's label, not escaped for printing; empty if it has none.
        public let label: String
    }

    /// Reads the certificates that a URL (RFC 7512) fits: `pkcs11:token=roots`, `pkcs11:model=p11-kit-trust`, `pkcs11:`
    /// for all tokens.
    ///
    /// Nobody is asked for a PIN: what a token shows only after a login is not read.
    ///
    /// - Throws: `GnuTLSError` if the text is no such URL, or a module fails. A URL that fits nothing gives no
    ///   certificate, and no error.
    public init(url: String) throws(GnuTLSError) {
        guard url.hasPrefix("pkcs11:"), !url.utf8.contains(0) else { throw GnuTLSError(.invalidRequest, .readTokens) }
        let distrusted = try Self.entries(url, GNUTLS_PKCS11_OBJ_FLAG_RETRIEVE_DISTRUSTED)
        let all = try Self.entries(url, nil).filter { !distrusted.contains($0) }
        let mark = Self.namesObject(url) ? nil : GNUTLS_PKCS11_OBJ_FLAG_RETRIEVE_TRUSTED
        // Distrust wins over what another module says.
        let marked = try Self.entries(url, mark).filter { entry in !distrusted.contains { $0.der == entry.der } }
        let forServers = try Set(Self.entries(url, mark, forServers: true).map(\.der))
        trusted = marked.filter { forServers.contains($0.der) }
        forOtherPurposes = marked.filter { !forServers.contains($0.der) }
        unmarked = all.count { entry in !marked.contains { $0.der == entry.der } }
        self.distrusted = distrusted
    }

    /// Whether the path of the URL has an attribute that tells objects apart (RFC 7512 section 2.3).
    private static func namesObject(_ url: String) -> Bool {
        let path = url.dropFirst("pkcs11:".count).prefix { $0 != "?" }
        return path.split(separator: ";").contains { $0.hasPrefix("object=") || $0.hasPrefix("id=") }
    }

    private static func entries(
        _ url: String, _ mark: gnutls_pkcs11_obj_flags?, forServers: Bool = false
    ) throws(GnuTLSError) -> [Entry] {
        var list: UnsafeMutablePointer<gnutls_pkcs11_obj_t?>?
        var count: UInt32 = 0
        let flags = GNUTLS_PKCS11_OBJ_FLAG_CRT.rawValue | (mark?.rawValue ?? 0)
        try check(unsafe gnutls_pkcs11_obj_list_import_url4(&list, &count, url, flags), .readTokens)
        // Ours to free: each object, then the list.
        defer {
            for place in 0..<Int(count) { unsafe gnutls_pkcs11_obj_deinit(list?[place]) }
            unsafe cgnutls_release(list)
        }
        var entries: [Entry] = []
        for place in 0..<Int(count) {
            var der = unsafe gnutls_datum_t()
            let object = unsafe list?[place]
            if forServers, try unsafe !StapledPurposes.allowServers(object) { continue }
            let status = unsafe gnutls_pkcs11_obj_export2(object, &der)
            if status == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE {
                unsafe entries.append(Entry(der: [], label: label(object)))
                continue
            }
            try check(status, .readTokens)
            unsafe entries.append(Entry(der: take(der), label: label(object)))
        }
        return entries
    }

    private static func label(_ object: gnutls_pkcs11_obj_t?) -> String {
        // Labels are names for people; a longer one is given as none.
        var size = 1_024
        var octets = [UInt8](repeating: 0, count: size)
        let status = unsafe octets.withUnsafeMutableBytes {
            unsafe gnutls_pkcs11_obj_get_info(object, GNUTLS_PKCS11_OBJ_LABEL, $0.baseAddress, &size)
        }
        return status >= 0 ? String(decoding: octets.prefix(size).prefix { $0 != 0 }, as: UTF8.self) : ""
    }
}
