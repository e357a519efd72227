import ServerIdentity

/// CABF BR 7.1.2.7.12: subjectAltName is critical if the subject is empty, "else, this extension MUST NOT be marked critical".
enum AlternativeNameCriticalBesideSubject: ProfileCheck {
    static let rule = ProfileRule.alternativeNameCriticalBesideSubject

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard role == .leaf, !certificate.decoded.subject.isEmpty else { return nil }
        return certificate.decoded.extensions.isCritical(.subjectAlternativeName)
            ? .broken("subjectAltName is critical beside a subject") : nil
    }
}
