import ServerIdentity

/// RFC 5280 section 4.2.1.11: "Conforming CAs MUST mark this extension as critical".
enum PolicyConstraintsCriticality: ProfileCheck {
    static let rule = ProfileRule.policyConstraintsCriticality

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard let entry = certificate.decoded.extensions[.policyConstraints], !entry.isCritical else { return nil }
        return .broken("policyConstraints are not critical")
    }
}
