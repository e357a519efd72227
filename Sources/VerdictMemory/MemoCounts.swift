/// What a memo has done so far.
public struct MemoCounts: Hashable, Sendable {
    /// Answers from memory.
    public let hits: Int
    /// Answers for which the engine was asked about the chain.
    public let misses: Int
    /// Chains in memory.
    public let entries: Int
    /// What they take, as `MemoLimits.octets` counts it.
    public let octets: Int
}
