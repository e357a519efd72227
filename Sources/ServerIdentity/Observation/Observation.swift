/// What a server presented in one completed handshake. Judges nothing.
///
/// The handshake proved that the peer holds the leaf's private key (CertificateVerify and Finished were checked by GnuTLS);
/// whether that leaf may be trusted, and for whom, is still open.
public struct Observation: Sendable {
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
    /// How long it took.
    public var timings: StageTimings

    /// Takes what was seen.
    public init(
        address: String, observedAt: Instant, tls: TLSFacts, chain: CertificateChain, stapledOCSP: [UInt8]?,
        timings: StageTimings
    ) {
        self.address = address
        self.observedAt = observedAt
        self.tls = tls
        self.chain = chain
        self.stapledOCSP = stapledOCSP
        self.timings = timings
    }
}
