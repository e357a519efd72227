import ServerIdentity

/// RFC 5280 section 4.2.1.1: "Conforming CAs MUST mark this extension as non-critical".
enum AuthorityKeyIdentifierCriticality: ProfileCheck {
    static let rule = ProfileRule.authorityKeyIdentifierCriticality

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        certificate.decoded.extensions.isCritical(.authorityKeyIdentifier) ? .broken("authorityKeyIdentifier is critical") : nil
    }
}
