/// For which certificates of a path the revocation status must be known (RFC 5280 section 6.3: REVOKED, UNREVOKED or
/// UNDETERMINED).
///
/// A certificate that is known to be revoked is refused whatever is required here.
public enum RevocationRequirement: String, CaseIterable, Hashable, Sendable {
    /// For every certificate below the anchor if any CRL was given, else for none. A list that was given and can't be
    /// used is no reason to accept.
    case wherever
    /// For every certificate below the anchor, whether anything was given or not.
    case chain
    /// For the leaf, whether anything was given or not.
    case leaf
    /// For none: what was given may only refuse.
    case none

    /// Whether the status of a certificate must be known.
    ///
    /// - Parameters:
    ///   - place: the certificate's place on the path, 0 for the leaf. Of an anchor above the leaf none is
    ///     asked for.
    ///   - hasCRLs: whether any CRL was given.
    public func demandsStatus(at place: Int, hasCRLs: Bool) -> Bool {
        switch self {
        case .wherever: hasCRLs
        case .chain: true
        case .leaf: place == 0
        case .none: false
        }
    }
}
