import ServerIdentity

/// RFC 5280 section 4.1.2.5: dates "through the year 2049" are UTCTime.
enum TimeEncoding: ProfileCheck {
    static let rule = ProfileRule.timeEncoding

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        certificate.decoded.timeRemarks.first.map { .broken($0) }
    }
}
