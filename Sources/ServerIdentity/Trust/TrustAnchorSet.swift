/// A certificate that the caller trusts to issue others.
public struct TrustAnchor: Hashable, Sendable {
    /// The anchor's certificate; self-signed or not.
    public let certificate: CertificateDER
    /// Where it came from: `file:line`, a file of a directory, or a label; empty if unknown.
    public let origin: String

    /// Takes a certificate and where it came from.
    public init(_ certificate: CertificateDER, origin: String = "") {
        self.certificate = certificate
        self.origin = origin
    }
}

/// The anchors of one run, at least one, loaded once and shared.
///
/// A class, so that engines can keep what they made of it (a trust list) for as long as it is the same set.
public final class TrustAnchorSet: Sendable {
    /// In the order of the source, each certificate once.
    public let anchors: [TrustAnchor]
    /// Which store was read, for the record: `system store /etc/ssl/certs/ca-certificates.crt`, `file roots.pem`.
    public let source: String

    /// Takes anchors from a source; duplicates (the same octets) are kept once.
    ///
    /// - Throws: `EmptyTrustAnchorSet`: an empty trust list would turn every answer into "unknown issuer".
    public init(_ anchors: [TrustAnchor], source: String) throws(EmptyTrustAnchorSet) {
        var seen: Set<CertificateDER> = []
        let unique = anchors.filter { seen.insert($0.certificate).inserted }
        if unique.isEmpty { throw EmptyTrustAnchorSet(source: source) }
        self.anchors = unique
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
