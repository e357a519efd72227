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
