import ServerIdentity

/// One engine accepts a path and another refuses it: what the ledger's entries about paths are held against.
struct PathDifference {
    let question: Question
    let acceptedBy: String
    let refusedBy: String
    /// For what it refuses.
    let finding: Finding

    /// Whether the policy made the refuser hold the certificate to this finding's rule.
    var isEnforcedProfileRule: Bool {
        finding.id == .profileViolation
            && ProfileRule.allCases.contains { question.policy.enforcedRules.contains($0) && $0.source == finding.rule }
    }
}
