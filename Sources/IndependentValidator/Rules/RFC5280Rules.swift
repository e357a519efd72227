import ServerIdentity

/// RFC 5280 section 4.2.1.6: each name has the syntax of its kind; a dNSName is in the "preferred name syntax", which has no underscore.
enum AlternativeNameSyntax: ProfileCheck {
    static let rule = ProfileRule.alternativeNameSyntax

    static func breach(_ certificate: PathCertificate, _ role: PathRole, _ context: RuleContext) -> RuleBreach? {
        certificate.decoded.names.lazy.compactMap(flaw).first.map { .broken($0) }
    }

    private static func flaw(_ name: PresentedIdentity) -> String? {
        switch name {
        case .dns(let octets):
            if octets.contains(UInt8(ascii: "_")) { return "the dNSName '\(EscapedText(octets))' has an underscore" }
            do { try DNSPattern.check(octets, policy: .default) } catch {
                // A wildcard is no host name, but the section leaves it to applications.
                if case .tooFewLabels = error { return nil }
                return "the dNSName '\(EscapedText(octets))': \(error)"
            }
            return nil
        case .email(let octets): return Mailbox(octets) == nil ? "the rfc822Name '\(EscapedText(octets))' is no mailbox" : nil
        case .ip(let octets): return octets.count == 4 || octets.count == 16 ? nil : "an iPAddress of \(octets.count) octets"
        case .uri(let octets):
            // "The name MUST NOT be a relative URI".
            let scheme = octets.prefix { $0 != UInt8(ascii: ":") }
            let isAbsolute = scheme.count < octets.count && scheme.first?.isASCIILetter == true
            return isAbsolute && octets.allSatisfy { (0x21...0x7E).contains($0) }
                ? nil : "the uniformResourceIdentifier '\(EscapedText(octets))' is no absolute URI"
        case .srv, .directoryName, .other, .commonName: return nil
        }
    }
}
