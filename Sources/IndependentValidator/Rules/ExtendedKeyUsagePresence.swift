import ServerIdentity

/// CABF BR 7.1.2.7.6: a server's certificate has an extendedKeyUsage.
enum ExtendedKeyUsagePresence: ProfileCheck {
    static let rule = ProfileRule.extendedKeyUsagePresence

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        role == .leaf && certificate.decoded.extensions.extendedKeyUsage == nil ? .broken("no extendedKeyUsage") : nil
    }
}
