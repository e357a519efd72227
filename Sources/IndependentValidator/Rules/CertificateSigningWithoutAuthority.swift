import ServerIdentity

/// RFC 5280 section 4.2.1.9: without cA, "the keyCertSign bit in the key usage extension MUST NOT be asserted".
enum CertificateSigningWithoutAuthority: ProfileCheck {
    static let rule = ProfileRule.certificateSigningWithoutAuthority

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        guard certificate.decoded.extensions.keyUsage?.contains(.certificateSigning) == true, !certificate.isAuthority else {
            return nil
        }
        return .broken("keyCertSign in a certificate that is no CA")
    }
}
