import ServerIdentity

/// CABF BR 7.1.1: "Certificates MUST be of type X.509 v3".
enum Version3: ProfileCheck {
    static let rule = ProfileRule.version3

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        certificate.decoded.version == 3 ? nil : .broken("a certificate of version \(certificate.decoded.version)")
    }
}
