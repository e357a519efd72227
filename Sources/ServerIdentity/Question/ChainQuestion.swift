/// Everything in a question but who the server should be and when: what a verdict on the chain may be remembered by.
///
/// Whatever else a verdict depends on is added here or is the identity or the instant; so a memo can't forget to ask
/// about it.
public struct ChainQuestion: Hashable, Sendable {
    /// What the server presented.
    public let chain: CertificateChain
    /// What may be accepted, and for which purpose.
    public let policy: Policy
    /// Whom the caller trusts; equal only to the same set, because comparing hundreds of certificates would cost more
    /// than it saves.
    public let anchors: TrustAnchorSet
    /// What is known of revoked certificates.
    public let revocation: RevocationEvidence

    /// The CRLs that the caller has.
    public var crls: CRLSet { revocation.crls }
    /// What the server stapled.
    public var staple: StapledResponse { revocation.staple }

    /// Takes the parts.
    public init(
        chain: CertificateChain, policy: Policy, anchors: TrustAnchorSet, revocation: RevocationEvidence = .none
    ) {
        self.chain = chain
        self.policy = policy
        self.anchors = anchors
        self.revocation = revocation
    }
}
