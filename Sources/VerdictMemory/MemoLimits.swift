/// How much a memo holds.
public struct MemoLimits: Hashable, Sendable {
    /// Chains at most, at least 2. Default: 65,536.
    public var entries = 65_536
    /// Octets of chains at most, each counted with what engines keep of it (`MemoStore.cost`). Default: 512 MiB.
    public var octets = 512 * 1_024 * 1_024

    /// The defaults.
    public init() {}
}
