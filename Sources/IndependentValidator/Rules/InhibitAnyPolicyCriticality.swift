import ServerIdentity

/// RFC 5280 section 4.2.1.14: "Conforming CAs MUST mark this extension as critical".
enum InhibitAnyPolicyCriticality: ProfileCheck {
    static let rule = ProfileRule.inhibitAnyPolicyCriticality

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard let entry = certificate.decoded.extensions[.inhibitAnyPolicy], !entry.isCritical else { return nil }
        return .broken("inhibitAnyPolicy is not critical")
    }
}
