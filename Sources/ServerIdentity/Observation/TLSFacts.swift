/// What was negotiated in a handshake, in GnuTLS's names.
public struct TLSFacts: Hashable, Sendable {
    /// `TLS1.3`, `TLS1.2` …
    public let version: String
    /// The cipher suite: `TLS_AES_256_GCM_SHA384`.
    public let cipher: String
    /// The key exchange group: `X25519`; nil where none was used (RSA key transport).
    public let group: String?
    /// The algorithm with which the server proved possession of its key; nil where TLS has none.
    public let signature: String?
    /// The application protocol chosen; nil if none was.
    public let alpn: String?
    /// The server name that was sent; nil if none was (addresses are never sent: RFC 6066 section 3).
    public let serverName: String?

    /// Takes the negotiated facts.
    public init(version: String, cipher: String, group: String?, signature: String?, alpn: String?, serverName: String?) {
        self.version = version
        self.cipher = cipher
        self.group = group
        self.signature = signature
        self.alpn = alpn
        self.serverName = serverName
    }
}
