/// What a handshake agreed on, in GnuTLS's names.
public struct NegotiatedFacts: Hashable, Sendable {
    /// `TLS1.3`.
    public let version: String
    /// `TLS_AES_256_GCM_SHA384`.
    public let cipher: String
    /// `X25519`; nil where no group was used.
    public let group: String?
    /// The algorithm with which the server signed, `ECDSA-SECP256R1-SHA256`; nil where it did not.
    public let signature: String?
    /// The application protocol; nil if none was agreed on.
    public let applicationProtocol: String?
}
