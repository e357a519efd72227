import ServerIdentity

/// RFC 5280 section 4.1.2.6: the subject of a CA "MUST be populated with a non-empty distinguished name".
enum AuthoritySubject: ProfileCheck {
    static let rule = ProfileRule.authoritySubject

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard role != .leaf || certificate.isAuthority else { return nil }
        return certificate.decoded.subject.isEmpty ? .broken("a CA with an empty subject") : nil
    }
}
