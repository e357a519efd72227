import ServerIdentity

/// CABF BR 7.1.2.7.10: anyExtendedKeyUsage "MUST NOT" be among a server's purposes.
enum AnyExtendedKeyUsage: ProfileCheck {
    static let rule = ProfileRule.anyExtendedKeyUsage

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard role == .leaf, let usage = certificate.decoded.extensions.extendedKeyUsage else { return nil }
        return usage.purposes.contains(.anyExtendedKeyUsage) ? .broken("anyExtendedKeyUsage in the certificate of a server") : nil
    }
}
