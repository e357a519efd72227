/// Everything in a question but who the server should be and when: what a verdict on the chain may be remembered by.
///
/// Whatever else a verdict depends on is added here or is the identity or the instant; so a memo can't forget to ask about it.
public struct ChainQuestion: Hashable, Sendable {
    /// What the server presented.
    public let chain: CertificateChain
    /// What may be accepted, and for which purpose.
    public let policy: Policy
    /// Whom the caller trusts; equal only to the same set, because comparing hundreds of certificates would cost more than it saves.
    public let anchors: TrustAnchorSet
    /// The revocation lists that the caller has; equal only to the same set.
    public let crls: CRLSet
    /// What the server stapled.
    public let staple: StapledResponse

    /// Takes the parts.
    public init(
        chain: CertificateChain, policy: Policy, anchors: TrustAnchorSet, crls: CRLSet = .none, staple: StapledResponse = .unknown
    ) {
        self.chain = chain
        self.policy = policy
        self.anchors = anchors
        self.crls = crls
        self.staple = staple
    }
}
