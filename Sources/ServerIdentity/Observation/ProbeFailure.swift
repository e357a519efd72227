/// Why there is nothing to judge: the server was not reached, or no TLS session came about.
public struct ProbeFailure: Error, Hashable, Sendable {
    /// How far it got.
    public let stage: Stage
    /// What went wrong.
    public let code: Code
    /// One sentence that quotes what the system or the peer said.
    public let text: String
    /// The address in question, if one had been found.
    public let address: String?
    /// How long the stages took that were reached.
    public var timings: StageTimings
    /// The number of the alert that the server sent (RFC 8446 section 6); nil where it sent none.
    public var alert: Int?
    /// Whether the server had asked for a client's certificate before the handshake failed.
    public var wantsClientCertificate = false
    /// Whether the client had a certificate to give.
    public var hasClientCertificate = false
    /// What the server had presented, where the library broke the handshake off because of its certificate
    /// (`keyUsage`), or the server wants a client's certificate; nobody has proved that it holds the key.
    public var observation: Observation?

    /// Takes a failure.
    public init(stage: Stage, code: Code, text: String, address: String? = nil, timings: StageTimings = StageTimings()) {
        self.stage = stage
        self.code = code
        self.text = text
        self.address = address
        self.timings = timings
    }

    /// The stages of a probe, in order.
    public enum Stage: String, Hashable, Sendable {
        /// Name to addresses.
        case resolve
        /// Addresses to a TCP connection.
        case connect
        /// The TLS handshake.
        case handshake
    }

    /// What went wrong.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// The name has no address, or the resolver failed.
        case unresolvable
        /// Every address refused or could not be routed to.
        case unreachable
        /// A stage's deadline, or the overall one, passed.
        case timeout
        /// The caller cancelled.
        case cancelled
        /// The peer's first octets are not TLS.
        case notTLS = "not_tls"
        /// The peer closed the connection before the handshake was complete.
        case closedEarly = "closed_early"
        /// The connection was reset before the handshake was complete.
        case reset
        /// The peer sent a fatal alert.
        case alertReceived = "alert_received"
        /// The peer broke the protocol, or offers nothing that was asked for.
        case protocolError = "protocol_error"
        /// The peer sent more than a limit allows.
        case limitExceeded = "limit_exceeded"
        /// The library broke the handshake off: the key was used for what its certificate's keyUsage does not allow.
        case keyUsage = "key_usage"
        /// The handshake was complete, and there was no certificate.
        case noCertificate = "no_certificate"
    }

    /// Whether the server was reached at all: a TCP connection answered, though not with TLS. A timeout counts as not
    /// reached.
    public var isReached: Bool { stage == .handshake && code != .timeout && code != .cancelled }
}
