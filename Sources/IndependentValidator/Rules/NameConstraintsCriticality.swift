import ServerIdentity

/// RFC 5280 section 4.2.1.10: "Conforming CAs MUST mark this extension as critical"; the CA/Browser Forum lets it be (BR 7.1.2.10.8).
enum NameConstraintsCriticality: ProfileCheck {
    static let rule = ProfileRule.nameConstraintsCriticality

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard let entry = certificate.decoded.extensions[.nameConstraints], !entry.isCritical else { return nil }
        return .broken("nameConstraints are not critical")
    }
}
