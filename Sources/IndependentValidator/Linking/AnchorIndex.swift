import ServerIdentity

/// The trust anchors, decoded once and found by subject.
struct AnchorIndex: Sendable {
    /// Decoded anchors by the octets of their subject.
    private let bySubject: [DistinguishedName: [DecodedCertificate]]
    /// Anchors that can't be decoded: no chain can be linked to them, so each is worth a note where the linking ends without an
    /// anchor.
    let undecodable: [Undecodable]
    /// When an anchor begins or ceases to be valid; one that can't be decoded has no part in any answer's dates.
    let edges: ValidityEdges

    struct Undecodable: Sendable {
        let origin: String
        let error: CertificateDecodingError
    }

    init(_ set: TrustAnchorSet) {
        var bySubject: [DistinguishedName: [DecodedCertificate]] = [:]
        var undecodable: [Undecodable] = []
        for anchor in set.anchors {
            do throws(CertificateDecodingError) {
                let decoded = try DecodedCertificate(anchor.certificate)
                bySubject[decoded.subject, default: []].append(decoded)
            } catch {
                undecodable.append(Undecodable(origin: anchor.origin, error: error))
            }
        }
        self.bySubject = bySubject
        self.undecodable = undecodable
        edges = ValidityEdges(of: bySubject.values.joined().map(\.validity))
    }

    /// Whether a certificate is an anchor, octet by octet.
    func contains(_ certificate: DecodedCertificate) -> Bool {
        bySubject[certificate.subject]?.contains { $0.der == certificate.der } ?? false
    }

    /// The anchors that may have issued a certificate, in the order of the source.
    func issuers(of certificate: DecodedCertificate) -> [DecodedCertificate] {
        (bySubject[certificate.issuer] ?? []).filter { certificate.isLinked(to: $0) }
    }
}
