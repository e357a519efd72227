import ServerIdentity

/// CABF BR 7.1.2.11.1: keyIdentifier "MUST", authorityCertIssuer and authorityCertSerialNumber "MUST NOT" be present.
enum AuthorityKeyIdentifierForm: ProfileCheck {
    static let rule = ProfileRule.authorityKeyIdentifierForm

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard let identifier = certificate.decoded.extensions.authorityKeyIdentifier else { return nil }
        if identifier.keyIdentifier == nil { return .broken("authorityKeyIdentifier without keyIdentifier") }
        if identifier.hasIssuer { return .broken("authorityKeyIdentifier with authorityCertIssuer") }
        return identifier.hasSerialNumber ? .broken("authorityKeyIdentifier with authorityCertSerialNumber") : nil
    }
}
