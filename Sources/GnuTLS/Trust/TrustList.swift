import CGnuTLS

/// The trust anchors that GnuTLS verifies against; made once, then shared by all threads.
@safe
public final class TrustList: @unchecked Sendable {  // read-only after init
    let handle: gnutls_x509_trust_list_t
    /// How many anchors GnuTLS took.
    public let count: Int
    /// Anchors that GnuTLS can't decode, by their index in the list given, with GnuTLS's error; they are trusted by nobody.
    public let unusable: [(index: Int, error: GnuTLSError)]
    /// The dates of the anchors that GnuTLS took: seconds since 1970 as GnuTLS reads them, -1 where it can't.
    public let validity: [(notBefore: Int64, notAfter: Int64)]
    /// The subjects of the anchors that GnuTLS took, DER.
    public let subjects: Set<[UInt8]>

    /// Takes anchors as DER.
    ///
    /// - Throws: `GnuTLSError` if not one of them is usable: an empty trust list trusts nobody, and that is not what was asked for.
    public init(anchors: [[UInt8]]) throws(GnuTLSError) {
        var raw: gnutls_x509_trust_list_t?
        try check(unsafe gnutls_x509_trust_list_init(&raw, 0), .initialize)
        guard let list = unsafe raw else { throw GnuTLSError(.internalError, .initialize) }
        unsafe handle = list
        LiveHandles.made()

        var certificates: [gnutls_x509_crt_t?] = unsafe []
        var unusable: [(index: Int, error: GnuTLSError)] = []
        for (index, der) in anchors.enumerated() {
            do throws(GnuTLSError) {
                unsafe certificates.append(try Certificate(der: der, index: index).release())
            } catch {
                unusable.append((index, error))
            }
        }
        validity = unsafe certificates.map { unsafe datesOfValidity($0) }
        subjects = unsafe Set(certificates.map { unsafe subjectName($0) })
        // The list owns the certificates from here on, whether it keeps them or not.
        let count = UInt32(unsafe certificates.count)
        // Without GNUTLS_TL_NO_DUPLICATES: the comparisons would cost half of what loading does, and an anchor that is there twice does no harm.
        let added = unsafe gnutls_x509_trust_list_add_cas(list, &certificates, count, 0)
        self.count = Int(max(0, added))
        self.unusable = unusable
        if added < 0 { throw GnuTLSError(GnuTLSError.Code(rawValue: added), .addAnchors) }
        if added == 0 { throw unusable.first?.error ?? GnuTLSError(.noCertificateFound, .addAnchors) }
    }

    deinit {
        unsafe gnutls_x509_trust_list_deinit(handle, 1)
        LiveHandles.gone()
    }
}
