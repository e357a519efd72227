/// What a client session offers and asks for. A stapled OCSP response (RFC 6066 section 8) is always asked for.
public struct ClientOptions: Sendable {
    /// The name that is sent to the server (SNI, RFC 6066 section 3); nil sends none. Never an address. Default: nil.
    public var serverName: String?
    /// Application protocols in order of preference (RFC 7301), each 1 to 255 octets. Default: none.
    public var applicationProtocols: [String] = []
    /// Send one key share, of the first group of the priority string, instead of several; the others stay for a retry.
    /// Default: yes.
    public var singleKeyShare = true
    /// Ask for session tickets, so that the session can be resumed. Default: no.
    public var requestsTickets = false
    /// Data of an earlier session to resume, from `resumptionData()`. Default: nil.
    public var resumptionData: [UInt8]?
    /// The longest handshake message that is taken from the peer, in octets. Default: 128 KiB, which GnuTLS uses too.
    public var maximumHandshakeMessage = 128 * 1_024

    /// The defaults.
    public init() {}
}
