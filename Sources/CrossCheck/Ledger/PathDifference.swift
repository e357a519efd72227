import ServerIdentity

/// One engine accepts a path and another refuses it: what the ledger's entries about paths are held against.
struct PathDifference {
    let question: Question
    let acceptedBy: String
    let refusedBy: String
    /// What the accepter thought worth saying beside its verdict.
    let notes: [Finding]
    /// For what the other one refuses.
    let finding: Finding

    /// Where a name lies that the refuser holds against constraints; nil for another finding, or where it does not say.
    var constrainedPlace: NameConstraintBreach.Place? {
        if case .nameConstraint(let breach) = finding.evidence { breach.place } else { nil }
    }

    /// Where the leaf's commonName lies, if the accepter noted that constraints on dNSNames would not allow it.
    var commonNamePlace: NameConstraintBreach.Place? {
        for case .nameConstraint(let breach) in notes.filter({ $0.depth == 0 }).map(\.evidence) { return breach.place }
        return nil
    }

    /// Whether the accepter saw the same, and was asked to say what its library says alone.
    var isPassedOver: Bool { notes.contains { $0.id == finding.id && $0.native?.code == "library_alone" } }

    /// Whether the policy made the refuser hold the certificate to this finding's rule.
    var isEnforcedProfileRule: Bool {
        finding.id == .profileViolation
            && ProfileRule.allCases.contains { question.policy.enforcedRules.contains($0) && $0.source == finding.rule }
    }
}
