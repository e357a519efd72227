import ServerIdentity

/// What a completed handshake showed.
struct HandshakeEvidence {
    let tls: TLSFacts
    let chain: CertificateChain
    let stapledOCSP: [UInt8]?
    let isResumed: Bool
    let resumptionData: [UInt8]?
}
