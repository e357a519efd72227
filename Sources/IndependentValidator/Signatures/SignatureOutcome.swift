/// What checking one signature said.
enum SignatureOutcome: Hashable, Sendable {
    /// The key signed these octets.
    case valid
    /// It did not.
    case invalid
    /// Algorithm or key is one that nothing may be trusted by; one clause.
    case weak(String)
    /// Nobody here can tell; one clause. Never a reason to accept.
    case undecided(String)
    /// The algorithm needs another kind of key, or the key is none; one clause.
    case keyMismatch(String)
}
