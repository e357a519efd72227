import ServerIdentity

/// CABF BR 3.2.2.6: no wildcard "immediately to the left of a registry-controlled label or public suffix".
enum PublicSuffixWildcard: ProfileCheck {
    static let rule = ProfileRule.publicSuffixWildcard

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        if role != .leaf { return nil }
        for case .dns(let octets) in certificate.decoded.names {
            guard octets.starts(with: "*.".utf8),
                let domain = try? DNSName(parsing: String(decoding: octets.dropFirst(2), as: UTF8.self))
            else { continue }
            guard let suffixes = context.publicSuffixes else {
                return .undecided(
                    "whether '\(EscapedText(octets))' is a wildcard on a public suffix: there is no list of public suffixes")
            }
            if suffixes.isPublicSuffix(domain.description) {
                return .broken("the wildcard '\(EscapedText(octets))' stands on a public suffix")
            }
        }
        return nil
    }
}
