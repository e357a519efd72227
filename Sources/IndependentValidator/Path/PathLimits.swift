/// How much work one question may cost, and what is kept between questions; past any limit on work a path counts as not found, and the finding is `path_budget_exceeded`.
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

    /// Intermediates of accepted paths that an engine keeps, decoded and with whose signature they carry, so that a million leaves of one issuer cost half.
    /// Default: 1,024, about as many as the web has; with what was decoded of them they take about 10 MiB. 0 for none.
    public var rememberedIntermediates = 1_024

    /// The defaults.
    public init() {}
}
