/// What a server presented in one completed handshake. Judges nothing.
///
/// The handshake proved that the peer holds the leaf's private key (CertificateVerify and Finished were checked by
/// GnuTLS); whether that leaf may be trusted, and for whom, is still open.
public struct Observation: Hashable, Sendable {
    /// The address that answered, as `192.0.2.1` or `2001:db8::1`.
    public let address: String
    /// When the handshake was completed.
    public let observedAt: Instant
    /// What was negotiated.
    public let tls: TLSFacts
    /// The certificates, as presented.
    public let chain: CertificateChain
    /// The stapled OCSP response (DER), if the server sent one.
    public let stapledOCSP: [UInt8]?
    /// Whether the session continues an earlier one: the chain is then the one that was presented first.
    public let isResumed: Bool
    /// From what a later session can be resumed; nil if nothing was kept. Holds secrets: it never goes into a record.
    public let resumptionData: [UInt8]?
    /// How long it took.
    public var timings: StageTimings

    /// Takes what was seen.
    public init(
        address: String, observedAt: Instant, tls: TLSFacts, chain: CertificateChain, stapledOCSP: [UInt8]?,
        isResumed: Bool = false, resumptionData: [UInt8]? = nil, timings: StageTimings
    ) {
        self.address = address
        self.observedAt = observedAt
        self.tls = tls
        self.chain = chain
        self.stapledOCSP = stapledOCSP
        self.isResumed = isResumed
        self.resumptionData = resumptionData
        self.timings = timings
    }
}
