import ServerIdentity

/// RFC 5280 section 4.2.1.9: no pathLenConstraint "unless the cA boolean is asserted".
enum PathLengthWithoutAuthority: ProfileCheck {
    static let rule = ProfileRule.pathLengthWithoutAuthority

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard let constraints = certificate.decoded.extensions.basicConstraints, !constraints.isAuthority else { return nil }
        return constraints.pathLength == nil ? nil : .broken("pathLenConstraint in a certificate that is no CA")
    }
}
