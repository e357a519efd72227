/// How long each stage took, in microseconds; nil for a stage that was not reached.
public struct StageTimings: Hashable, Sendable {
    /// Name to addresses.
    public var resolve: Int64?
    /// Addresses to a TCP connection.
    public var connect: Int64?
    /// First TLS octet to the last of the handshake.
    public var handshake: Int64?
    /// All engines' verdicts.
    public var verify: Int64?

    /// No stage reached yet.
    public init() {}
}
