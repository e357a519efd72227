import ServerIdentity

/// Why a path can't be accepted at one of its certificates.
enum PathFlaw {
    /// A rule is broken.
    case finding(Finding)
    /// Something can't be judged here; one clause.
    case undecided(String)

    var finding: Finding? {
        if case .finding(let finding) = self { finding } else { nil }
    }
}
