import ServerIdentity

/// A difference as conditions look at it. What is made of its names is made once, and only if a condition asks.
final class DifferenceFacts {
    let difference: DifferenceCase
    private(set) lazy var texts = NameTexts(difference)

    init(_ difference: DifferenceCase) { self.difference = difference }

    /// What a policy asks for; nothing where there is no question.
    func has(_ feature: DifferenceCondition.PolicyFeature, _ finding: Finding) -> Bool {
        guard let policy = difference.question?.policy else { return false }
        return switch feature {
        case .enforcesRules: !policy.enforcedRules.isEmpty
        case .enforcesThisRule: ProfileRule(rawValue: finding.cause.rawValue).map(policy.enforcedRules.contains) ?? false
        case .limitsIntermediates: policy.maximumIntermediates != nil
        case .statusMayBeUnknown: !policy.revocation.demandsStatus(at: finding.depth ?? 0, hasCRLs: true)
        case .commonNameFallback: policy.commonNameFallback == .allow
        case .partialWildcards: policy.partialWildcards == .allow
        }
    }

    /// What else a question holds; nothing where there is none.
    func has(_ feature: DifferenceCondition.QuestionFeature) -> Bool {
        guard let question = difference.question else { return false }
        return switch feature {
        case .crls: !question.subject.crls.lists.isEmpty
        case .staple: if case .response = question.subject.staple { true } else { false }
        case .anchorConstraints:
            !question.anchors.distrusted.isEmpty
                || question.anchors.anchors.contains { $0.constraints.serverDistrustAfter != nil }
        }
    }
}
