import ServerIdentity

/// CABF BR 7.1.2.7.6: extendedKeyUsage of a server's certificate is not critical.
enum ExtendedKeyUsageCriticality: ProfileCheck {
    static let rule = ProfileRule.extendedKeyUsageCriticality

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        role == .leaf && certificate.decoded.extensions.isCritical(.extendedKeyUsage)
            ? .broken("extendedKeyUsage is critical") : nil
    }
}
