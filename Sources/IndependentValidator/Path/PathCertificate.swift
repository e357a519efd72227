import ServerIdentity

/// One certificate that a path may go through, with what is derived from it once.
///
/// A class, so that a search hands it on without copying.
final class PathCertificate: Sendable {
    let decoded: DecodedCertificate
    /// Its place in the chain as presented; nil for an anchor that was not presented.
    let depth: Int?
    let key: PublicKey
    /// Whether it is issuer and signer of itself by name; the signature is not checked.
    let isSelfIssued: Bool
    private let hash: Int

    init(_ decoded: DecodedCertificate, depth: Int?) {
        self.decoded = decoded
        self.depth = depth
        key = PublicKey(decoded.subjectPublicKeyInfo[...])
        isSelfIssued = decoded.isSelfIssued
        hash = decoded.subjectPublicKeyInfo.hashValue
    }

    /// An anchor in the place where it was presented.
    init(_ anchor: PathCertificate, depth: Int) {
        decoded = anchor.decoded
        self.depth = depth
        key = anchor.key
        isSelfIssued = anchor.isSelfIssued
        hash = anchor.hash
    }

    /// Whether both stand for the same authority: the same name and the same key. A path through both would be a loop
    /// (RFC 4158 section 2.4.1).
    func isSameAuthority(as other: PathCertificate) -> Bool {
        hash == other.hash && decoded.subject == other.decoded.subject
            && decoded.subjectPublicKeyInfo.isEqual(to: other.decoded.subjectPublicKeyInfo)
    }
}
