/// What a verifier may accept; every loosening is a field that says so.
public struct Policy: Hashable, Sendable {
    /// The name of the preset that the fields started from, for the record.
    public var preset: String
    /// What the certificate is to be used for. Default: server authentication.
    public var purpose = Purpose.serverAuthentication
    /// Whether a commonName may stand in for a missing dNSName (RFC 6125 section 6.4.4; RFC 9525 section 2 forbids it).
    /// Default: forbid.
    public var commonNameFallback: Permission = .forbid
    /// Whether `f*.example.org` may match (RFC 6125 section 6.4.3; RFC 9525 section 6.3 forbids it). Default: forbid.
    public var partialWildcards: Permission = .forbid
    /// How many labels a wildcard pattern must have, the wildcard included. Default: 3, so `*.org` matches nothing
    /// (RFC 9525 section 6.3 leaves it to the caller; section 7.1 names the danger).
    public var minimumWildcardLabels = 3
    /// The rules about how a CA should have filled the certificate in that are reasons to refuse; a broken rule outside
    /// this set is a note. Default: none, so that ordinary private CAs pass.
    public var enforcedRules: ProfileRuleSet = []
    /// The inputs of path validation about certificate policies. Default: any policy will do.
    public var certificatePolicies = CertificatePolicySettings()
    /// For which certificates the revocation status must be known. Default: for every one below the anchor, as soon as
    /// any CRL was given.
    public var revocation = RevocationRequirement.wherever
    /// How many seconds an OCSP response counts that has no nextUpdate, from its thisUpdate. RFC 6960 section 4.2.1
    /// sets no limit. Default: 15 days, as in GnuTLS's own handshake. GnuTLS's limit can't be changed.
    public var maximumResponseAge: Int64 = 15 * 86_400
    /// How many certificates may stand between leaf and anchor, self-issued ones not counted; nil for no limit but that
    /// of the chain's length.
    public var maximumIntermediates: Int?

    /// Leave to do something, or not.
    public enum Permission: String, Hashable, Sendable {
        /// Refuse it.
        case forbid
        /// Accept it: a loosening.
        case allow
    }

    /// What the leaf's key is to be used for; decides which extendedKeyUsage and keyUsage it must have.
    public enum Purpose: String, Hashable, Sendable {
        /// A TLS server: id-kp-serverAuth.
        case serverAuthentication = "server_authentication"
        /// A TLS client: id-kp-clientAuth.
        case clientAuthentication = "client_authentication"
        /// Any purpose: neither usage of the leaf is looked at. For suites that judge paths alone.
        case any
    }

    /// What a sound TLS client must enforce: the path validation of RFC 5280 section 6, the rules of its section 4 that
    /// protect the relying party, RFC 9525 names, no commonName, complete wildcard labels only.
    public static let `default` = Policy(preset: "default")

    /// `default` with every certificate-profile rule of RFC 5280 enforced.
    public static let rfc5280 = {
        var policy = Policy(preset: "rfc5280")
        policy.enforcedRules = ProfileRuleSet(ProfileRule.allCases.filter { $0.presets.contains(.rfc5280) })
        return policy
    }()

    /// `rfc5280`, less two rules that the CA/Browser Forum relaxes, with the rules of its Baseline Requirements that
    /// browsers enforce.
    public static let webpki = {
        var policy = Policy(preset: "webpki")
        policy.enforcedRules = ProfileRuleSet(ProfileRule.allCases.filter { $0.presets.contains(.webpki) })
        return policy
    }()

    /// `default` with the commonName fallback and partial wildcards of RFC 6125, for comparing with old verifiers.
    public static let legacy = {
        var policy = Policy(preset: "legacy")
        policy.commonNameFallback = .allow
        policy.partialWildcards = .allow
        return policy
    }()

    /// The presets, in the order of strictness that a reader expects.
    public static let presets = [`default`, rfc5280, webpki, legacy]

    private init(preset: String) { self.preset = preset }
}
