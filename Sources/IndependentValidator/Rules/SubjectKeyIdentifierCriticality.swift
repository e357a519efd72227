import ServerIdentity

/// RFC 5280 section 4.2.1.2: "Conforming CAs MUST mark this extension as non-critical".
enum SubjectKeyIdentifierCriticality: ProfileCheck {
    static let rule = ProfileRule.subjectKeyIdentifierCriticality

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        certificate.decoded.extensions.isCritical(.subjectKeyIdentifier) ? .broken("subjectKeyIdentifier is critical") : nil
    }
}
