import ServerIdentity

/// CABF BR 7.1.4.3: a commonName is a value of subjectAltName: an address in the form of RFC 5952 or dotted, a name "character-for-character".
enum CommonNameInAlternativeNames: ProfileCheck {
    static let rule = ProfileRule.commonNameInAlternativeNames

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        if role != .leaf { return nil }
        for name in certificate.decoded.commonNames where !certificate.decoded.names.contains(where: { isCopy(name, of: $0) }) {
            return .broken("the commonName '\(EscapedText(name))' is not among the names of subjectAltName")
        }
        return nil
    }

    private static func isCopy(_ commonName: [UInt8], of name: PresentedIdentity) -> Bool {
        switch name {
        case .dns(let octets): commonName == octets
        case .ip(let octets): IPAddress(octets: octets).map { Array($0.description.utf8) == commonName } ?? false
        default: false
        }
    }
}
