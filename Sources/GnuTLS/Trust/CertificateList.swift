import CGnuTLS

/// The certificates of one chain as GnuTLS decoded them: imported once, then asked many times, from any thread.
///
/// Nothing is verified by making one; `TrustList.verify(_:for:purpose:profile:at:)` does that.
@safe
public final class CertificateList: @unchecked Sendable {  // read-only after init: GnuTLS's getters change nothing
    /// DER, leaf first, as given; at least one.
    public let der: [[UInt8]]
    let handles: [gnutls_x509_crt_t?]

    /// Decodes a chain.
    ///
    /// - Parameter der: DER, leaf first.
    /// - Throws: `GnuTLSError` with the index of a certificate that can't be decoded, or that is above a limit
    ///   (`Certificate.keyLimits`, `Certificate.WorkLimit`), in its operation; `noCertificateFound` for an empty list.
    public init(der: [[UInt8]]) throws(GnuTLSError) {
        if der.isEmpty { throw GnuTLSError(.noCertificateFound, .importCertificate(index: 0)) }
        try Certificate.requireWorkWithinLimits(list: der)
        var handles: [gnutls_x509_crt_t?] = unsafe []
        do throws(GnuTLSError) {
            for (index, octets) in der.enumerated() {
                unsafe handles.append(try Certificate(der: octets, index: index).release())
                try Certificate.requireKeyWithinLimits(der: octets, index: index)
            }
        } catch {
            unsafe Self.free(handles)
            throw error
        }
        self.der = der
        unsafe self.handles = handles
        LiveHandles.made()
    }

    deinit {
        unsafe Self.free(handles)
        LiveHandles.gone()
    }

    /// As `Certificate.matches(_:wildcards:)`, of the leaf.
    public func leafMatches(_ name: PeerName) -> Bool { unsafe name.matches(handles[0], wildcards: true) }

    /// Whether the leaf has a subjectAltName extension with at least one name.
    public var leafHasSubjectAlternativeName: Bool { unsafe hasAlternativeName(handles[0]) }

    /// The dates of every certificate, in order: seconds since 1970 as GnuTLS reads them, -1 where it can't.
    public var validity: [(notBefore: Int64, notAfter: Int64)] { unsafe handles.map { unsafe datesOfValidity($0) } }

    private static func free(_ handles: [gnutls_x509_crt_t?]) {
        for index in unsafe handles.indices { unsafe gnutls_x509_crt_deinit(handles[index]) }
    }
}

/// Seconds since 1970, -1 where GnuTLS can't read the date.
func datesOfValidity(_ certificate: gnutls_x509_crt_t?) -> (notBefore: Int64, notAfter: Int64) {
    unsafe (
        Int64(gnutls_x509_crt_get_activation_time(certificate)), Int64(gnutls_x509_crt_get_expiration_time(certificate))
    )
}

func hasAlternativeName(_ certificate: gnutls_x509_crt_t?) -> Bool {
    var size = 0
    return unsafe gnutls_x509_crt_get_subject_alt_name(certificate, 0, nil, &size, nil) != GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE
}
