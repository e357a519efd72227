import ServerIdentity

/// RFC 5280 section 4.1.2.4: the issuer field "MUST contain a non-empty distinguished name".
enum IssuerName: ProfileCheck {
    static let rule = ProfileRule.issuerName

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        certificate.decoded.issuer.isEmpty ? .broken("an empty issuer name") : nil
    }
}
