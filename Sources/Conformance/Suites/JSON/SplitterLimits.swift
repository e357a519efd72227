/// How much of a suite is taken in at once, and in all.
public struct SplitterLimits: Hashable, Sendable {
    /// Octets of one case. Default: 8 MiB; the largest of x509-limbo, with a hundred intermediates, has 150 KiB.
    public var octetsOfCase = 8 * 1_024 * 1_024
    /// Arrays and objects inside one another, those around a case not counted. Default: 32; x509-limbo has 3. At most 62.
    public var depth = 32
    /// Cases of one suite. Default: 1,000,000; x509-limbo has 10,000, and each leaves a result in memory.
    public var cases = 1_000_000

    /// The defaults.
    public init() {}
}
