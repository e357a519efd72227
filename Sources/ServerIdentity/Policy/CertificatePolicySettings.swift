/// The inputs of RFC 5280 section 6.1.1 (c) and (e) to (g): which certificate policies the caller will have.
///
/// The defaults are those of a TLS client: any policy, and nothing required that the certificates do not require
/// themselves.
public struct CertificatePolicySettings: Hashable, Sendable {
    /// user-initial-policy-set, as dotted object identifiers; nil for any-policy.
    public var initialPolicySet: Set<String>?
    /// initial-explicit-policy: the path must be valid for at least one policy of `initialPolicySet`.
    public var requireExplicitPolicy = false
    /// initial-policy-mapping-inhibit: policy mappings count for nothing.
    public var inhibitPolicyMapping = false
    /// initial-any-policy-inhibit: anyPolicy in a certificate stands for no policy.
    public var inhibitAnyPolicy = false

    /// The defaults.
    public init() {}
}
