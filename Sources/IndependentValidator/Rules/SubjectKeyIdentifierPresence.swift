import ServerIdentity

/// RFC 5280 section 4.2.1.2: "this extension MUST appear in all conforming CA certificates".
enum SubjectKeyIdentifierPresence: ProfileCheck {
    static let rule = ProfileRule.subjectKeyIdentifierPresence

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        if role == .leaf || certificate.decoded.subjectKeyIdentifier != nil { return nil }
        return .broken("a CA without subjectKeyIdentifier")
    }
}
