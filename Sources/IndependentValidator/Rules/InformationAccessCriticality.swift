import ServerIdentity

/// RFC 5280 section 4.2.2: authorityInfoAccess and subjectInfoAccess are marked "as non-critical".
enum InformationAccessCriticality: ProfileCheck {
    static let rule = ProfileRule.informationAccessCriticality

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        let extensions = certificate.decoded.extensions
        if extensions.isCritical(.authorityInformationAccess) { return .broken("authorityInfoAccess is critical") }
        return extensions.isCritical(.subjectInformationAccess) ? .broken("subjectInfoAccess is critical") : nil
    }
}
