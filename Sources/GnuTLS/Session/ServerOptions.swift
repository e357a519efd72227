/// What a server session offers and asks for.
public struct ServerOptions: Sendable {
    /// Whether clients must present a certificate that leads to a trust list. Default: they are not asked.
    public var clientAuthentication = ClientAuthentication.none
    /// Application protocols that the server speaks, in order of preference. Default: none.
    public var applicationProtocols: [String] = []
    /// The longest record to send, 512 to 16,384 octets of plaintext; nil leaves it to GnuTLS. Small ones reach a
    /// client with less delay.
    public var maximumRecord: Int?
    /// The key for session tickets, shared by all sessions that may resume one another; nil sends none. Default: nil.
    public var ticketKey: TicketKey?

    /// The defaults.
    public init() {}

    /// What a server wants of its clients' certificates.
    public enum ClientAuthentication: Sendable {
        /// Clients are not asked for one.
        case none
        /// Clients must present a chain for client authentication that leads to the trust list, at the instant given.
        case required(TrustList, at: VerificationTime)
    }
}
