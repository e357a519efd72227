import ServerIdentity

/// What the lists say of one certificate (RFC 5280 section 6.3: UNREVOKED, a reason, or UNDETERMINED).
enum RevocationStatus: Hashable, Sendable {
    /// Lists that cover every reason have no entry for it.
    case unrevoked
    /// A list has an entry for it; without a reason where the entry gives none.
    case revoked(at: Instant, reason: RevocationReason?)
    /// Nobody knows; why, as one clause. Never the same as unrevoked.
    case undetermined(String)
}
