import ServerIdentity

/// RFC 5280 section 4.2.1.6: with an empty subject, a certificate has a subjectAltName, and it is critical.
enum AlternativeNameCriticality: ProfileCheck {
    static let rule = ProfileRule.alternativeNameCriticality

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard role == .leaf, certificate.decoded.subject.isEmpty else { return nil }
        return certificate.decoded.extensions.isCritical(.subjectAlternativeName)
            ? nil : .broken("an empty subject without a critical subjectAltName")
    }
}
