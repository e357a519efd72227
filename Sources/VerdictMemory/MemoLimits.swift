/// How much a memo holds.
public struct MemoLimits: Hashable, Sendable {
    /// Chains at most, at least 2. Default: 4,096.
    public var entries = 4_096
    /// Octets of chains at most, each counted with what engines keep of it (`MemoStore.cost`). Default: 32 MiB.
    public var octets = 32 * 1_024 * 1_024

    /// The defaults.
    public init() {}
}
