/// Everything that a verdict depends on, frozen: each engine is asked exactly this.
///
/// The purpose is always server authentication (id-kp-serverAuth).
public struct Question: Sendable {
    /// What the server presented.
    public let chain: CertificateChain
    /// Who it should be.
    public let identity: ReferenceIdentity
    /// What may be accepted.
    public let policy: Policy
    /// Whom the caller trusts.
    public let anchors: TrustAnchorSet
    /// The moment at which every validity period is judged, by all engines.
    public let instant: Instant

    /// Freezes a question.
    public init(
        chain: CertificateChain, identity: ReferenceIdentity, policy: Policy, anchors: TrustAnchorSet, instant: Instant
    ) {
        self.chain = chain
        self.identity = identity
        self.policy = policy
        self.anchors = anchors
        self.instant = instant
    }
}
