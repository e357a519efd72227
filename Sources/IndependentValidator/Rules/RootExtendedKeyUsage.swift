import ServerIdentity

/// CABF BR 7.1.2.1.2: a root certificate has no extendedKeyUsage.
enum RootExtendedKeyUsage: ProfileCheck {
    static let rule = ProfileRule.rootExtendedKeyUsage

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        role == .anchor && certificate.isSelfIssued && certificate.decoded.extensions[.extendedKeyUsage] != nil
            ? .broken("a root with extendedKeyUsage") : nil
    }
}
