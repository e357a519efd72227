import ServerIdentity

/// What the lists say of one certificate (RFC 5280 section 6.3: UNREVOKED, a reason, or UNDETERMINED).
enum RevocationStatus: Hashable, Sendable {
    /// Lists that cover every reason have no entry for it.
    case unrevoked
    /// A list has an entry for it; without a reason where the entry gives none.
    case revoked(at: Instant, reason: RevocationReason?)
    /// Nobody knows, and why. Never the same as unrevoked.
    case undetermined(Obstacle)
}

/// Why a list is no help.
struct Obstacle: Hashable, Sendable {
    let cause: Cause
    /// One clause.
    let clause: String

    init(_ cause: Cause, _ clause: String) {
        self.cause = cause
        self.clause = clause
    }
}
