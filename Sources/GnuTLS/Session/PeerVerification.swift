/// Whether and how a session verifies its peer. There is no default: a caller says what it wants.
public enum PeerVerification: Sendable {
    /// The peer must present a chain that leads to the trust list and names the peer; a handshake with any other peer
    /// fails before anything secret or any application data is sent.
    case required(TrustList, name: PeerName, at: VerificationTime)
    /// The peer proves possession of *some* key, and nothing is checked about whose: the caller must judge `peerChain`
    /// itself before it trusts a single octet. The reason is for readers and reviewers.
    case unverifiedPeer(because: String)
}

/// When a chain must be valid.
public enum VerificationTime: Hashable, Sendable {
    /// At this instant, in seconds since 1970.
    case instant(Int64)
}
