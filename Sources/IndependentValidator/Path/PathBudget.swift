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

    /// Takes the cost of one check with a key.
    mutating func takeSignatureCheck(modulusBits: Int?) {
        let size = max(1, (modulusBits ?? 0) / 2_048)
        signatureChecks -= size * size
    }
}
