/// A certificate that the caller trusts to issue others.
public struct TrustAnchor: Hashable, Sendable {
    /// The anchor's certificate; self-signed or not.
    public let certificate: CertificateDER
    /// Where it came from: `file:line`, a file of a directory, or a label; empty if unknown.
    public let origin: String
    /// What its root program demands; `.none` also where the source can't say (`TrustAnchorSet.constraintKnowledge`).
    public let constraints: AnchorConstraints

    /// Takes a certificate, where it came from, and what its root program demands.
    public init(_ certificate: CertificateDER, origin: String = "", constraints: AnchorConstraints = .none) {
        self.certificate = certificate
        self.origin = origin
        self.constraints = constraints
    }

    /// The same anchor, held to what another source says of it too.
    func adding(_ others: AnchorConstraints) -> TrustAnchor {
        let dates = [constraints.serverDistrustAfter, others.serverDistrustAfter].compactMap(\.self)
        return TrustAnchor(certificate, origin: origin, constraints: AnchorConstraints(serverDistrustAfter: dates.min()))
    }
}

/// The anchors of one run, at least one, loaded once and shared.
///
/// A class, so that engines can keep what they made of it (a trust list) for as long as it is the same set.
public final class TrustAnchorSet: Sendable {
    /// In the order of the source, each certificate once.
    public let anchors: [TrustAnchor]
    /// What no path may hold, trusted or not.
    public let distrusted: [DistrustedCertificate]
    /// Whether the source could have said more than which certificates are trusted.
    public let constraintKnowledge: ConstraintKnowledge
    /// Which store was read, for the record: `system store /etc/ssl/certs/ca-certificates.crt`, `file roots.pem`.
    public let source: String

    /// Takes anchors from a source; duplicates (the same octets) are kept once, with the earliest distrust date that
    /// any of them has.
    ///
    /// - Parameters:
    ///   - anchors: in the order of the source.
    ///   - distrusted: what no path may hold.
    ///   - constraintKnowledge: whether the source could have said more than which certificates are trusted.
    ///   - source: the store, as the record should name it.
    /// - Throws: `EmptyTrustAnchorSet`: an empty trust list would turn every answer into "unknown issuer".
    public init(
        _ anchors: [TrustAnchor], distrusted: [DistrustedCertificate] = [], constraintKnowledge: ConstraintKnowledge = .unknown,
        source: String
    ) throws(EmptyTrustAnchorSet) {
        var places: [CertificateDER: Int] = [:]
        var unique: [TrustAnchor] = []
        for anchor in anchors {
            if let place = places[anchor.certificate] {
                unique[place] = unique[place].adding(anchor.constraints)
            } else {
                places[anchor.certificate] = unique.count
                unique.append(anchor)
            }
        }
        if unique.isEmpty { throw EmptyTrustAnchorSet(source: source) }
        self.anchors = unique
        self.distrusted = distrusted
        self.constraintKnowledge = constraintKnowledge
        self.source = source
    }
}

extension TrustAnchorSet: Hashable {
    /// Whether both are the same object: two sets with equal anchors are two sets.
    public static func == (first: TrustAnchorSet, second: TrustAnchorSet) -> Bool { first === second }

    /// Hashes which object it is.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A source that holds no usable certificate.
public struct EmptyTrustAnchorSet: Error, Hashable, Sendable {
    /// The source, as it would have been named in the record.
    public let source: String
}
