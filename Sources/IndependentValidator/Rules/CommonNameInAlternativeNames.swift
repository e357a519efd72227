import ServerIdentity

/// CABF BR 7.1.4.3: a commonName is a value of subjectAltName: an address in the form of RFC 5952 or dotted, a name "character-for-character".
///
/// Q: A host name as commonName beside addresses only, or the name under the certificate's own wildcard (`example.com` beside `*.example.com`)? A: By the letter
/// both break the rule. They mislead nobody, no browser looks, and x509-limbo accepts both (`webpki::san::exact-localhost-ip-san`,
/// `webpki::nc::nc-permits-dns-san-pattern`): let be.
enum CommonNameInAlternativeNames: ProfileCheck {
    static let rule = ProfileRule.commonNameInAlternativeNames

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        if role != .leaf { return nil }
        for name in certificate.decoded.commonNames where !isExplained(name, by: certificate.decoded.names) {
            return .broken("the commonName '\(EscapedText(name))' is not among the names of subjectAltName")
        }
        return nil
    }

    private static func isExplained(_ commonName: [UInt8], by names: [PresentedIdentity]) -> Bool {
        if names.contains(where: { isCopy(commonName, of: $0) }) { return true }
        // A text that is no host name may be an address in another form than RFC 5952's.
        guard (try? DNSName.check(commonName)) != nil else { return false }
        let hosts = names.compactMap { if case .dns(let octets) = $0 { octets } else { nil } }
        return hosts.isEmpty || hosts.contains(Array("*.".utf8) + commonName)
    }

    private static func isCopy(_ commonName: [UInt8], of name: PresentedIdentity) -> Bool {
        switch name {
        case .dns(let octets): commonName == octets
        case .ip(let octets): IPAddress(octets: octets).map { Array($0.description.utf8) == commonName } ?? false
        default: false
        }
    }
}
