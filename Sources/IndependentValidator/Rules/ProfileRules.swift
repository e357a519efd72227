import ServerIdentity

/// How one profile rule is checked: a row of `RFC5280Rules.swift` or of `BaselineRequirementsRules.swift`.
///
/// What the rule is called, where it is written and which presets refuse for it, `ProfileRule` says.
struct ProfileCheck: Sendable {
    let rule: ProfileRule
    /// Nil if the certificate keeps the rule.
    let breach: @Sendable (PathCertificate, PathRole, RuleContext) -> RuleBreach?

    /// A rule that a certificate and its role decide.
    ///
    /// - Parameter flaw: how the rule is broken, as one clause; nil if it is kept.
    init(_ rule: ProfileRule, flaw: @escaping @Sendable (PathCertificate, PathRole) -> String?) {
        self.rule = rule
        breach = { certificate, role, _ in flaw(certificate, role).map { .broken($0) } }
    }

    /// A rule that needs more than the certificate, and may be undecided without it.
    init(_ rule: ProfileRule, breach: @escaping @Sendable (PathCertificate, PathRole, RuleContext) -> RuleBreach?) {
        self.rule = rule
        self.breach = breach
    }
}

/// How a rule is not kept.
enum RuleBreach {
    /// One clause.
    case broken(String)
    /// It can't be told; one clause.
    case undecided(String)
}

/// What rules need beside the certificate.
struct RuleContext: Sendable {
    /// Nil where there is no list.
    let publicSuffixes: (any PublicSuffixes)?
}

/// All profile rules, for refusing and for advising.
struct ProfileRules: Sendable {
    let context: RuleContext

    /// Every rule of `ProfileRule` about certificates, once, in the order of findings; the one about CRLs is kept by
    /// `CertificateRevocationList`.
    static let all = rfc5280 + baselineRequirements

    /// What makes a certificate unacceptable: the enforced rules that it breaks.
    func flaws(_ certificate: PathCertificate, _ role: PathRole, _ enforced: ProfileRuleSet) -> [PathFlaw] {
        if enforced.isEmpty { return [] }
        return Self.all.compactMap { check in
            guard enforced.contains(check.rule) else { return nil }
            switch check.breach(certificate, role, context) {
            case nil: return nil
            case .broken(let clause): return .finding(Self.finding(check.rule, clause, certificate))
            case .undecided(let clause): return .undecided("\(check.rule.rawValue): \(clause)")
            }
        }
    }

    /// Notes on the other rules that it breaks. Names that match nothing have notes of their own (`UnusableNames`).
    func advice(_ certificate: PathCertificate, _ role: PathRole, except enforced: ProfileRuleSet) -> [Finding] {
        Self.all.compactMap { check in
            guard !enforced.contains(check.rule), check.rule != .alternativeNameSyntax,
                case .broken(let clause) = check.breach(certificate, role, context)
            else { return nil }
            return Self.finding(check.rule, clause, certificate)
        }
    }

    private static func finding(_ rule: ProfileRule, _ clause: String, _ certificate: PathCertificate) -> Finding {
        Finding(
            .other(.profileViolation, Cause(rule), detail: "\(clause) (\(rule.rawValue))"), depth: certificate.depth,
            rule: rule.source, origin: certificate.origin, anchor: certificate.anchorName)
    }
}
