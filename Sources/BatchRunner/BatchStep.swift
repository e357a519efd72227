/// What is to be done next for one line. Each step waits for its turn by the limits of its kind.
public enum BatchStep<Product: Sendable>: Sendable {
    /// Nothing: this is what came of the line.
    case finished(Product)
    /// Look a name up, within `lookUps` and `lookUpRate`.
    case lookUp(@Sendable () async -> BatchStep<Product>)
    /// Connect to a host, within `concurrency`, `rate`, and the limits of each of the hosts that are named: any text by
    /// which hosts are the same, as an address or a registered domain.
    case connect(hosts: [String], @Sendable () async -> BatchStep<Product>)
    /// Compute something, within `computations`.
    case compute(@Sendable () async -> BatchStep<Product>)
    /// It failed in a way that may pass: after a pause do the step again, unless it was the last attempt. Then this is
    /// what came of the line.
    indirect case again(Product, BatchStep<Product>)
}
