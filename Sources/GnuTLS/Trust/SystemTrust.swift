import CGnuTLS

/// The trust store that GnuTLS was built with: a file, or on some distributions p11-kit. GnuTLS does not tell which.
public enum SystemTrust {
    /// The store's certificates in GnuTLS's order, each as DER, or the error by which GnuTLS can't give it. GnuTLS
    /// itself reads them from the system.
    ///
    /// - Throws: `GnuTLSError` if the library was built without a store or can't read it.
    public static func anchors() throws(GnuTLSError) -> [Result<[UInt8], GnuTLSError>] {
        var raw: gnutls_x509_trust_list_t?
        try check(unsafe gnutls_x509_trust_list_init(&raw, 0), .initialize)
        guard let list = unsafe raw else { throw GnuTLSError(.internalError, .initialize) }
        defer { unsafe gnutls_x509_trust_list_deinit(list, 1) }
        try check(unsafe gnutls_x509_trust_list_add_system_trust(list, 0, 0), .addAnchors)

        var anchors: [Result<[UInt8], GnuTLSError>] = []
        var iterator: gnutls_x509_trust_list_iter_t?
        var certificate: gnutls_x509_crt_t?
        // Each certificate is a copy that is ours to free. GnuTLS frees the iterator when it comes to the end, as this
        // loop does.
        var status = unsafe gnutls_x509_trust_list_iter_get_ca(list, &iterator, &certificate)
        while status >= 0 {
            var der = unsafe gnutls_datum_t()
            let exported = unsafe gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_DER, &der)
            if exported >= 0 {
                unsafe anchors.append(.success(take(der)))
            } else {
                anchors.append(.failure(GnuTLSError(GnuTLSError.Code(rawValue: exported), .addAnchors)))
            }
            unsafe gnutls_x509_crt_deinit(certificate)
            status = unsafe gnutls_x509_trust_list_iter_get_ca(list, &iterator, &certificate)
        }
        if status != GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE { try check(status, .addAnchors) }
        return anchors
    }
}
