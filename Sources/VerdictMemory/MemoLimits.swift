/// How much a memo holds.
public struct MemoLimits: Hashable, Sendable {
    /// Chains at most, at least 2. Default: 4,096.
    public var entries = 4_096
    /// Octets of chains at most, each counted with what engines keep of it (`MemoStore.cost`). Default: 32 MiB.
    public var octets = 32 * 1_024 * 1_024
    /// Octets of DER of one chain at most; a larger one is judged anew each time. What engines keep of an unusual
    /// certificate, with thousands of small names, may be many times what `octets` counts for it. Default: 16 KiB;
    /// usual chains have 2 to 6 KiB.
    public var chainOctets = 16 * 1_024
    /// Pairs of a set of anchors and a set of revocation lists at most that entries keep alive, at least 2. A set may
    /// have hundreds of certificates or megabytes of lists, which `octets` does not count, and more than one in turn is
    /// rare. What an engine made of a pair, and made again because another one was asked about in between, is not
    /// counted: entries may keep each of them. Default: 4.
    public var inputSets = 4

    /// The defaults.
    public init() {}
}
