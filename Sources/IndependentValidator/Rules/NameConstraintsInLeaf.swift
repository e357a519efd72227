import ServerIdentity

/// RFC 5280 section 4.2.1.10: nameConstraints "MUST be used only in a CA certificate".
enum NameConstraintsInLeaf: ProfileCheck {
    static let rule = ProfileRule.nameConstraintsInLeaf

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        if certificate.decoded.extensions[.nameConstraints] == nil || certificate.isAuthority { return nil }
        return .broken("nameConstraints in a certificate that is no CA")
    }
}
