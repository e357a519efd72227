import ServerIdentity

/// CABF BR 7.1.2.1.3: the authorityKeyIdentifier of a root "MUST be identical to the subjectKeyIdentifier field".
enum RootAuthorityKeyIdentifier: ProfileCheck {
    static let rule = ProfileRule.rootAuthorityKeyIdentifier

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard role == .anchor, certificate.isSelfIssued, let identifier = certificate.decoded.authorityKeyIdentifier else {
            return nil
        }
        if identifier == certificate.decoded.subjectKeyIdentifier { return nil }
        return .broken("a root whose authorityKeyIdentifier is not its subjectKeyIdentifier")
    }
}
