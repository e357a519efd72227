import ServerIdentity

/// RFC 5280 section 4.2.1.9: a CA whose key verifies certificates MUST have basicConstraints that are critical.
enum BasicConstraintsCriticality: ProfileCheck {
    static let rule = ProfileRule.basicConstraintsCriticality

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard role != .leaf, let entry = certificate.decoded.extensions[.basicConstraints], !entry.isCritical else { return nil }
        return .broken("the basicConstraints of a CA are not critical")
    }
}
