import ServerIdentity

/// What a stapled OCSP response says of a certificate.
enum StapleOutcome: Hashable, Sendable {
    /// Its CA, or whom the CA put in charge, says that it is not revoked.
    case good
    /// The same says that it is; without a reason where none is given.
    case revoked(at: Instant, reason: RevocationReason?)
    /// The response proves nothing, and a server should not have sent it: one clause.
    case invalid(String)
    /// The response brings a certificate that the root program distrusts, or may distrust: one clause.
    case distrusted(String)
    /// The responder does not know or would not say, or nobody here can check it: one clause. Never the same as good.
    case undetermined(String)
}

/// The outcome, and what is worth saying beside it.
struct StapleJudgement: Sendable {
    let outcome: StapleOutcome
    /// One clause each; no reason to refuse.
    var notes: [String] = []
}
