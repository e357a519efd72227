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
        let commonNames = certificate.decoded.commonNames
        if commonNames.isEmpty { return nil }
        let names = Names(certificate.decoded.names)
        guard let name = commonNames.first(where: { !names.explain($0) }) else { return nil }
        return .broken("the commonName '\(EscapedText(name))' is not among the names of subjectAltName")
    }

    /// The names of a certificate in the forms that a commonName may repeat, made once: there may be thousands of both.
    private struct Names {
        private var copies: Set<[UInt8]> = []
        private var hasHost = false

        init(_ names: [PresentedIdentity]) {
            for name in names {
                switch name {
                case .dns(let octets):
                    hasHost = true
                    copies.insert(octets)
                case .ip(let octets): if let address = IPAddress(octets: octets) { copies.insert(Array(address.description.utf8)) }
                case .uri, .srv, .email, .directoryName, .other, .commonName: break
                }
            }
        }

        func explain(_ commonName: [UInt8]) -> Bool {
            if copies.contains(commonName) { return true }
            // A text that is no host name may be an address in another form than RFC 5952's.
            guard (try? DNSName.check(commonName)) != nil else { return false }
            return !hasHost || copies.contains(Array("*.".utf8) + commonName)
        }
    }
}
