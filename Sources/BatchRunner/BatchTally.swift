/// How many lines a run had, and where they are.
public struct BatchTally: Hashable, Sendable {
    /// Lines that were read.
    public var read = 0
    /// Lines whose product was handed out.
    public var delivered = 0
    /// Lines that were the same as one under way.
    public var duplicates = 0
    /// Attempts after the first one of a line.
    public var retries = 0
    /// Lines that were read, and given up because the run was stopped before they had begun. 0 while it goes on.
    public var dropped = 0
    /// Steps that have begun and not ended.
    public var inFlight = 0

    /// Nothing yet.
    public init() {}
}
