public import GnuTLS

/// How a probe connects and what it offers; one value for all targets of a run.
public struct ProbeConfiguration: Sendable {
    /// What is sent as server name (SNI). Default: the target's host name, and nothing for an address.
    public var serverName = ServerName.ofTarget
    /// Application protocols to offer (ALPN), in order of preference. Default: none.
    public var applicationProtocols: [String] = []
    /// What may be negotiated.
    public var priority: Priority
    /// The client certificate, if the server asks for one. Default: none is sent.
    public var credentials: Credentials
    /// What to do about earlier sessions. Default: each handshake is a full one.
    public var resumption = Resumption.none
    /// How long each stage may take and how much a peer may send.
    public var limits = ProbeLimits()

    /// Takes what has no default.
    public init(priority: Priority, credentials: Credentials) {
        self.priority = priority
        self.credentials = credentials
    }

    /// Whether a handshake may continue an earlier session (RFC 8446 section 2.2, RFC 5077).
    public enum Resumption: Hashable, Sendable {
        /// Neither ask for a ticket nor use one.
        case none
        /// Ask for a ticket, and wait for it if the handshake alone brings none (at most until the handshake's
        /// deadline).
        case keepTicket
        /// Offer to continue the session that these octets are from (`Observation.resumptionData`). A resumed server
        /// does not show its certificate again: the observation then holds the chain that GnuTLS kept from the first
        /// session.
        case resume([UInt8])
    }

    /// Which name a client sends to a server that has several (RFC 6066 section 3).
    public enum ServerName: Hashable, Sendable {
        /// The host name of the target; nothing if that is an address.
        case ofTarget
        /// This name, whatever the target is called.
        case name(String)
        /// None.
        case none
    }
}
