import ServerIdentity

/// RFC 5280 section 4.1.2.9 and X.690 section 11.5: lists with SIZE (1..MAX) have an entry, and a DEFAULT is not written out.
enum ExtensionEncoding: ProfileCheck {
    static let rule = ProfileRule.extensionEncoding

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        certificate.decoded.extensions.encodingRemarks.first.map { .broken($0) }
    }
}
