import ServerIdentity

/// RFC 5280 section 4.2.1.10: a dNSName constraint is a host name; the leading period belongs to URIs.
enum NameConstraintsLeadingPeriod: ProfileCheck {
    static let rule = ProfileRule.nameConstraintsLeadingPeriod

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard certificate.decoded.extensions.nameConstraints?.hasLeadingPeriod == true else { return nil }
        return .broken("a dNSName constraint with a leading period")
    }
}
