/// What a verifier may accept; every loosening is a field that says so.
public struct Policy: Hashable, Sendable {
    /// The name of the preset that the fields started from, for the record.
    public var preset: String
    /// Whether a commonName may stand in for a missing dNSName (RFC 6125 section 6.4.4; RFC 9525 section 2 forbids it). Default: forbid.
    public var commonNameFallback: Permission = .forbid
    /// Whether `f*.example.org` may match (RFC 6125 section 6.4.3; RFC 9525 section 6.3 forbids it). Default: forbid.
    public var partialWildcards: Permission = .forbid
    /// How many labels a wildcard pattern must have, the wildcard included. Default: 3, so `*.org` matches nothing
    /// (RFC 9525 section 6.3 leaves it to the caller; section 7.1 names the danger).
    public var minimumWildcardLabels = 3

    /// Leave to do something, or not.
    public enum Permission: String, Hashable, Sendable {
        /// Refuse it.
        case forbid
        /// Accept it: a loosening.
        case allow
    }

    /// What a sound TLS client must enforce: RFC 9525 names, no commonName, complete wildcard labels only.
    public static let `default` = Policy(preset: "default")

    // `rfc5280` and `webpki` come with the validator's whole-path rules: a name that can't be enforced is not offered.

    /// `default` with the commonName fallback and partial wildcards of RFC 6125, for comparing with old verifiers.
    public static let legacy = {
        var policy = Policy(preset: "legacy")
        policy.commonNameFallback = .allow
        policy.partialWildcards = .allow
        return policy
    }()

    private init(preset: String) { self.preset = preset }
}
