#if OpenSSL
import COpenSSL
import ServerIdentity

/// Purposes as `X509_VERIFY_PARAM_set_purpose` numbers them.
enum PurposeCode {
    static let client = Int32(X509_PURPOSE_SSL_CLIENT)
    static let server = Int32(X509_PURPOSE_SSL_SERVER)
}

/// Trust settings as `X509_VERIFY_PARAM_set_trust` numbers them.
enum TrustCode {
    static let client = Int32(X509_TRUST_SSL_CLIENT)
    static let server = Int32(X509_TRUST_SSL_SERVER)
}

/// How OpenSSL looks for a path.
enum PathFlags {
    /// A path may end in an anchor that another certificate signed.
    static let partialChain = Int32(X509_V_FLAG_PARTIAL_CHAIN)
    /// An issuer is looked for among the anchors first: OpenSSL's default since 1.1, said here because a store can be
    /// made without it.
    static let trustedFirst = Int32(X509_V_FLAG_TRUSTED_FIRST)
}

/// What OpenSSL asks of the way in which a CA filled certificates in.
enum ProfileFlags {
    /// `X509_V_FLAG_X509_STRICT` where the policy enforces profile rules of RFC 5280: OpenSSL has its own choice of
    /// them, and no way to pick.
    static func flags(for policy: Policy) -> Int32 { policy.enforcedRules.isEmpty ? 0 : Int32(X509_V_FLAG_X509_STRICT) }
}

/// What `X509_check_host` lets match.
enum HostFlags {
    /// Flags for a policy: OpenSSL's own defaults are a partial wildcard at either end of the first label, and the
    /// common name where there is no dNSName.
    static func flags(for policy: Policy) -> UInt32 {
        var flags: UInt32 = 0
        if policy.partialWildcards == .forbid { flags |= UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS) }
        if policy.commonNameFallback == .forbid { flags |= UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT) }
        return flags
    }
}

extension CertificatePolicySettings {
    /// anyPolicy (RFC 5280 section 4.2.1.4). An empty set means "no policy" to OpenSSL, so that a required policy would
    /// never be there.
    static let anyPolicy = "2.5.29.32.0"

    /// RFC 5280 section 6.1 processes policies always; OpenSSL does so only when told to.
    var flags: Int32 {
        var flags = Int32(X509_V_FLAG_POLICY_CHECK)
        if requireExplicitPolicy { flags |= Int32(X509_V_FLAG_EXPLICIT_POLICY) }
        if inhibitPolicyMapping { flags |= Int32(X509_V_FLAG_INHIBIT_MAP) }
        if inhibitAnyPolicy { flags |= Int32(X509_V_FLAG_INHIBIT_ANY) }
        return flags
    }
}
#endif
