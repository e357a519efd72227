public import NIOCore

/// How long each stage of a probe may take, and how much a peer may send.
public struct ProbeLimits: Hashable, Sendable {
    /// Name to addresses. Default: 5 seconds, one retry of the usual resolver.
    public var resolve = TimeAmount.seconds(5)
    /// Addresses to a connection, all of them together. Default: 5 seconds.
    public var connect = TimeAmount.seconds(5)
    /// The TLS handshake. Default: 10 seconds.
    public var handshake = TimeAmount.seconds(10)
    /// Everything together. Default: 15 seconds.
    public var overall = TimeAmount.seconds(15)
    /// Octets taken from a peer before the handshake is complete. Default: 1 MiB, a chain of 32 certificates at their
    /// usual size ten times over.
    public var maximumOctets = 1_024 * 1_024

    /// The defaults.
    public init() {}

    /// Everything together takes at most this long; each stage may take its share of the defaults, or all of a shorter
    /// time.
    public init(overall: TimeAmount) {
        func share(_ stage: TimeAmount) -> TimeAmount {
            let scaled = Double(stage.nanoseconds) / Double(self.overall.nanoseconds) * Double(overall.nanoseconds)
            return min(overall, max(stage, .nanoseconds(Int64(scaled))))
        }
        (resolve, connect, handshake) = (share(resolve), share(connect), share(handshake))
        self.overall = overall
    }
}
