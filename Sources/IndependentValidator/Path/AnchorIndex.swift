import ServerIdentity

/// The trust anchors, decoded once and found by subject.
struct AnchorIndex: Sendable {
    /// Decoded anchors by their subject.
    private let bySubject: [DistinguishedName: [PathCertificate]]
    /// Anchors that can't be decoded: no path can end at them, so each is worth a note where a path ends without an
    /// anchor.
    let undecodable: [Undecodable]
    /// When an anchor begins or ceases to be valid; one that can't be decoded has no part in any answer's dates.
    let edges: ValidityEdges
    /// What the anchors' root program forbids.
    let program: RootProgramIndex

    struct Undecodable: Sendable {
        let origin: String
        let error: CertificateDecodingError
    }

    init(_ set: TrustAnchorSet, _ known: DecodedAnchors) {
        var bySubject: [DistinguishedName: [PathCertificate]] = [:]
        var undecodable: [Undecodable] = []
        for anchor in set.anchors {
            do throws(CertificateDecodingError) {
                let decoded = try known.certificate(anchor.certificate)
                bySubject[decoded.subject, default: []].append(PathCertificate(decoded, depth: nil))
            } catch {
                undecodable.append(Undecodable(origin: anchor.origin, error: error))
            }
        }
        self.bySubject = bySubject
        self.undecodable = undecodable
        program = RootProgramIndex(set)
        edges = ValidityEdges(of: bySubject.values.joined().map(\.decoded.validity))
    }

    /// The anchor that is this certificate, octet by octet; nil if it is none.
    func anchor(equalTo certificate: DecodedCertificate) -> PathCertificate? {
        bySubject[certificate.subject]?.first { $0.decoded.der == certificate.der }
    }

    /// The anchors that may have issued a certificate, in the order of the source.
    func issuers(of certificate: DecodedCertificate) -> [PathCertificate] { bySubject[certificate.issuer] ?? [] }
}
