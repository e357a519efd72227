import ServerIdentity

/// CABF BR 7.1.2.7.8: the cA field of a server's certificate "MUST be FALSE".
enum LeafIsNoAuthority: ProfileCheck {
    static let rule = ProfileRule.leafIsNoAuthority

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        role == .leaf && certificate.isAuthority ? .broken("the certificate of a server is a CA") : nil
    }
}
