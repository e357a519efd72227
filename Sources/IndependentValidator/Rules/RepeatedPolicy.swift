import ServerIdentity

/// RFC 5280 section 4.2.1.4: "A certificate policy OID MUST NOT appear more than once".
enum RepeatedPolicy: ProfileCheck {
    static let rule = ProfileRule.repeatedPolicy

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        certificate.decoded.extensions.certificatePolicies?.hasRepetition == true ? .broken("a policy that is listed twice") : nil
    }
}
