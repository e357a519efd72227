/// How much work one question may cost; past any of these a path counts as not found, and the finding is `path_budget_exceeded`.
public struct PathLimits: Hashable, Sendable {
    /// Certificates tried as issuers. Default: 4,096; a chain of 100 certificates in order needs 100, and each anchor of the same name one more.
    public var steps = 4_096
    /// Signature checks, in units of one RSA-2048 or ECDSA check (a larger RSA key costs the square of its size). Default: 512, under
    /// 50 ms; the longest chain needs 128.
    public var signatureChecks = 512
    /// Comparisons of a name with a subtree of name constraints. Default: 250,000, as in Go; a chain of real certificates needs under 1,000.
    public var nameComparisons = 250_000
    /// Paths up to an anchor whose policies and revocation are judged. Default: 64; a chain of real certificates has one or two.
    public var completePaths = 64

    /// The defaults.
    public init() {}
}
