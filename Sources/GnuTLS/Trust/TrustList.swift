import CGnuTLS

/// The trust anchors that GnuTLS verifies against; made once, then shared by all threads.
@safe
public final class TrustList: @unchecked Sendable {  // read-only after init
    let handle: gnutls_x509_trust_list_t
    /// How many anchors GnuTLS took.
    public let count: Int
    /// Anchors that GnuTLS can't decode, by their index in the list given, with GnuTLS's error; they are trusted by
    /// nobody.
    public let unusable: [(index: Int, error: GnuTLSError)]
    /// The dates of the anchors that GnuTLS took: seconds since 1970 as GnuTLS reads them, -1 where it can't.
    public let validity: [(notBefore: Int64, notAfter: Int64)]
    /// The anchors that GnuTLS took, by the DER of their subjects: their places in the list given. Where there are
    /// several of one name, GnuTLS 3.7.9 asks one of them, and no other if that one will not do.
    public let places: [[UInt8]: [Int]]

    /// Takes anchors as DER, and certificates for GnuTLS's blocklist.
    ///
    /// A certificate on the blocklist is no anchor, and `verify` answers `revoked` where it is one of those that GnuTLS
    /// verifies. GnuTLS 3.7.9 compares octets, and only with what is left of a chain once it is sorted and cut at the
    /// first anchor: what the path does not need is not looked at.
    ///
    /// - Parameters:
    ///   - anchors: whom to trust.
    ///   - blocked: whom never to trust; what GnuTLS can't decode is passed over, since no chain that holds it can be
    ///     decoded either.
    /// - Throws: `GnuTLSError` if not one of them is usable: an empty trust list trusts nobody, and that is not what
    ///   was asked for.
    public init(anchors: [[UInt8]], blocked: [[UInt8]] = []) throws(GnuTLSError) {
        var raw: gnutls_x509_trust_list_t?
        try check(unsafe gnutls_x509_trust_list_init(&raw, 0), .initialize)
        guard let list = unsafe raw else { throw GnuTLSError(.internalError, .initialize) }
        unsafe handle = list
        LiveHandles.made()

        var certificates: [gnutls_x509_crt_t?] = unsafe []
        var unusable: [(index: Int, error: GnuTLSError)] = []
        var places: [Int] = []
        for (index, der) in anchors.enumerated() {
            do throws(GnuTLSError) {
                unsafe certificates.append(try Certificate(der: der, index: index).release())
                places.append(index)
            } catch {
                unusable.append((index, error))
            }
        }
        validity = unsafe certificates.map { unsafe datesOfValidity($0) }
        let names = unsafe certificates.map { unsafe subjectName($0) }
        self.places = Dictionary(grouping: zip(names, places), by: \.0).mapValues { $0.map(\.1) }
        // The list owns the certificates from here on, whether it keeps them or not.
        let count = UInt32(unsafe certificates.count)
        // Without GNUTLS_TL_NO_DUPLICATES: the comparisons would cost half of what loading does, and an anchor that is
        // there twice does no harm.
        let added = unsafe gnutls_x509_trust_list_add_cas(list, &certificates, count, 0)
        self.count = Int(max(0, added))
        self.unusable = unusable
        if added < 0 { throw GnuTLSError(GnuTLSError.Code(rawValue: added), .addAnchors) }
        if added == 0 { throw unusable.first?.error ?? GnuTLSError(.noCertificateFound, .addAnchors) }
        try unsafe Self.block(blocked, in: list)
    }

    /// GnuTLS keeps copies of its own.
    private static func block(_ blocked: [[UInt8]], in list: gnutls_x509_trust_list_t) throws(GnuTLSError) {
        for der in blocked {
            guard let certificate = try? Certificate(der: der) else { continue }
            var handle: gnutls_x509_crt_t? = unsafe certificate.handle
            let status = unsafe gnutls_x509_trust_list_remove_cas(list, &handle, 1)
            if status < 0 { throw GnuTLSError(GnuTLSError.Code(rawValue: status), .addAnchors) }
            _ = consume certificate  // the handle was used up to here
        }
    }

    deinit {
        unsafe gnutls_x509_trust_list_deinit(handle, 1)
        LiveHandles.gone()
    }
}
