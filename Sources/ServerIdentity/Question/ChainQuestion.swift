/// Everything in a question but who the server should be and when: what a verdict on the chain may be remembered by.
///
/// Whatever else a verdict depends on is added here or is the identity or the instant; so a memo can't forget to ask about it.
/// The purpose is always server authentication (id-kp-serverAuth).
public struct ChainQuestion: Hashable, Sendable {
    /// What the server presented.
    public let chain: CertificateChain
    /// What may be accepted.
    public let policy: Policy
    /// Whom the caller trusts; equal only to the same set, because comparing hundreds of certificates would cost more than it saves.
    public let anchors: TrustAnchorSet

    /// Takes the parts.
    public init(chain: CertificateChain, policy: Policy, anchors: TrustAnchorSet) {
        self.chain = chain
        self.policy = policy
        self.anchors = anchors
    }
}
