import ServerIdentity

/// One profile rule, in the file of its name.
protocol ProfileCheck: SendableMetatype {
    static var rule: ProfileRule { get }
    /// Nil if the certificate keeps the rule.
    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach?
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

    /// Every rule of `ProfileRule` about certificates, once; the one about revocation lists is kept by `RevocationJudge`.
    static let all: [any ProfileCheck.Type] = [
        SerialNumberSign.self, SerialNumberLength.self, IssuerName.self,
        AuthoritySubject.self, TimeEncoding.self, ExtensionEncoding.self,
        AuthorityKeyIdentifierPresence.self, AuthorityKeyIdentifierCriticality.self, SubjectKeyIdentifierPresence.self,
        SubjectKeyIdentifierCriticality.self, BasicConstraintsCriticality.self, PathLengthWithoutAuthority.self,
        CertificateSigningWithoutAuthority.self, NameConstraintsInLeaf.self, NameConstraintsCriticality.self,
        NameConstraintsLeadingPeriod.self, PolicyConstraintsCriticality.self, InhibitAnyPolicyCriticality.self,
        RepeatedPolicy.self, InformationAccessCriticality.self, AlternativeNameCriticality.self,
        AlternativeNameSyntax.self, Version3.self, AlternativeNameCriticalBesideSubject.self,
        LeafIsNoAuthority.self, ExtendedKeyUsagePresence.self, AnyExtendedKeyUsage.self,
        ExtendedKeyUsageCriticality.self, RootExtendedKeyUsage.self, AuthorityKeyIdentifierForm.self,
        RootAuthorityKeyIdentifier.self, RSAModulusLength.self, CommonNameInAlternativeNames.self,
        PublicSuffixWildcard.self,
    ]

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

extension PathCertificate {
    /// Whether basicConstraints make it a CA.
    var isAuthority: Bool { decoded.isAuthority }
}
