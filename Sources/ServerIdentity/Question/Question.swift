/// Everything that a verdict depends on, frozen: each engine is asked exactly this.
public struct Question: Sendable {
    /// What was presented, and what it is judged by.
    public let subject: ChainQuestion
    /// Who it should be; nil where the chain alone is judged. Then no answer's scope holds the name.
    public let identity: ReferenceIdentity?
    /// The moment at which every validity period is judged, by all engines.
    public let instant: Instant

    /// What the server presented.
    public var chain: CertificateChain { subject.chain }
    /// What may be accepted.
    public var policy: Policy { subject.policy }
    /// Whom the caller trusts.
    public var anchors: TrustAnchorSet { subject.anchors }

    /// Freezes a question.
    public init(
        chain: CertificateChain, identity: ReferenceIdentity?, policy: Policy, anchors: TrustAnchorSet,
        revocation: RevocationEvidence = .none, instant: Instant
    ) {
        subject = ChainQuestion(chain: chain, policy: policy, anchors: anchors, revocation: revocation)
        self.identity = identity
        self.instant = instant
    }
}
