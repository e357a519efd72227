/// How much work one question may cost, and what is kept between questions; past a limit on the search a path counts as
/// not found, and the finding is `path_budget_exceeded`.
public struct PathLimits: Hashable, Sendable {
    /// Octets of a chain; past it nothing is searched, and the answer is `undecided`. Default: 512 KiB; usual chains
    /// have 2 to 10 KiB.
    public var chainOctets = 512 * 1_024
    /// Certificates tried as issuers. Default: 4,096; a chain of 100 certificates in order needs 100, and each anchor
    /// of the same name one more.
    public var steps = 4_096
    /// Signature checks, in units of one RSA-2048 or ECDSA check (a larger RSA key costs the square of its size).
    /// Default: 512, under 50 ms; the longest chain needs 128.
    public var signatureChecks = 512
    /// Comparisons of a name with a subtree of name constraints. Default: 2^20, as in OpenSSL; a chain of real
    /// certificates needs under 1,000, the largest valid set of other projects' tests 789,000.
    public var nameComparisons = 1 << 20
    /// Paths up to an anchor whose policies and revocation are judged. Default: 64; a chain of real certificates has
    /// one or two.
    public var completePaths = 64

    /// Intermediates of accepted paths that an engine keeps, decoded and with whose signature they carry, so that a
    /// million leaves of one issuer cost half. Default: 1,024, about as many as the web has; with what was decoded of
    /// them they take about 10 MiB. 0 for none.
    public var rememberedIntermediates = 1_024

    /// The defaults.
    public init() {}
}

/// What is left of `PathLimits` for one question.
struct PathBudget {
    var steps: Int
    var signatureChecks: Int
    var nameComparisons: Int
    var completePaths: Int

    init(_ limits: PathLimits) {
        steps = limits.steps
        signatureChecks = limits.signatureChecks
        nameComparisons = limits.nameComparisons
        completePaths = limits.completePaths
    }

    /// Which limit was passed, as one clause; nil if none.
    var exceeded: String? {
        if steps < 0 { return "more certificates to try as issuers than the limit" }
        if signatureChecks < 0 { return "more signatures to check than the limit" }
        if nameComparisons < 0 { return "more names to compare with name constraints than the limit" }
        if completePaths < 0 { return "more paths to an anchor than the limit" }
        return nil
    }

    /// Takes the cost of one check with a key: of the arithmetic, and of the octets that are hashed.
    mutating func takeSignatureCheck(_ certificate: PathCertificate, _ key: PublicKey) {
        signatureChecks -= 1 + certificate.decoded.signed.count / 32_768
        guard case .rsa = key.kind, let bits = key.modulusBits else { return }
        let size = max(1, bits / 2_048)
        signatureChecks -= size * size - 1
    }

    /// Takes the cost of judging a whole path: policies are compared with each other.
    mutating func takeCompletePath(_ path: [PathCertificate]) {
        let policies = path.reduce(0) { sum, certificate in
            let extensions = certificate.decoded.extensions
            return sum + (extensions.certificatePolicies?.identifiers.count ?? 0) + (extensions.policyMappings?.mappings.count ?? 0)
        }
        completePaths -= 1 + policies / 1_024
    }
}
