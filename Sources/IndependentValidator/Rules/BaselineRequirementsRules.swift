import ServerIdentity

extension ProfileRules {
    /// What the Baseline Requirements of the CA/Browser Forum ask beside RFC 5280, and browsers enforce: a row for each
    /// rule.
    static let baselineRequirements: [ProfileCheck] = [
        // 7.1.1: "Certificates MUST be of type X.509 v3".
        ProfileCheck(.version3) { certificate, _ in
            certificate.decoded.version == 3 ? nil : "a certificate of version \(certificate.decoded.version)"
        },
        // 7.1.2.7.12: subjectAltName is critical if the subject is empty, "else, this extension MUST NOT be marked
        // critical".
        ProfileCheck(.alternativeNameCriticalBesideSubject) { certificate, role in
            role == .leaf && !certificate.decoded.subject.isEmpty
                && certificate.decoded.extensions.isCritical(.subjectAlternativeName)
                ? "subjectAltName is critical beside a subject" : nil
        },
        // 7.1.2.7.8: the cA field of a server's certificate "MUST be FALSE".
        ProfileCheck(.leafIsNoCA) { certificate, role in
            role == .leaf && certificate.decoded.isCA ? "the certificate of a server is a CA" : nil
        },
        // 7.1.2.7.6: a server's certificate has an extendedKeyUsage.
        ProfileCheck(.extendedKeyUsagePresence) { certificate, role in
            role == .leaf && certificate.decoded.extensions.extendedKeyUsage == nil ? "no extendedKeyUsage" : nil
        },
        // 7.1.2.7.10: anyExtendedKeyUsage "MUST NOT" be among a server's purposes.
        ProfileCheck(.anyExtendedKeyUsage) { certificate, role in
            role == .leaf && certificate.decoded.extensions.extendedKeyUsage?.purposes.contains(.anyExtendedKeyUsage) == true
                ? "anyExtendedKeyUsage in the certificate of a server" : nil
        },
        // 7.1.2.7.6: extendedKeyUsage of a server's certificate is not critical.
        ProfileCheck(.extendedKeyUsageCriticality) { certificate, role in
            role == .leaf && certificate.decoded.extensions.isCritical(.extendedKeyUsage) ? "extendedKeyUsage is critical" : nil
        },
        // 7.1.2.1.2: a root certificate has no extendedKeyUsage.
        ProfileCheck(.rootExtendedKeyUsage) { certificate, role in
            role == .anchor && certificate.isSelfIssued && certificate.decoded.extensions[.extendedKeyUsage] != nil
                ? "a root with extendedKeyUsage" : nil
        },
        // 7.1.2.11.1: keyIdentifier "MUST", authorityCertIssuer and authorityCertSerialNumber "MUST NOT" be present.
        ProfileCheck(.authorityKeyIdentifierForm) { certificate, _ in
            guard let identifier = certificate.decoded.extensions.authorityKeyIdentifier else { return nil }
            if identifier.keyIdentifier == nil { return "authorityKeyIdentifier without keyIdentifier" }
            if identifier.hasIssuer { return "authorityKeyIdentifier with authorityCertIssuer" }
            return identifier.hasSerialNumber ? "authorityKeyIdentifier with authorityCertSerialNumber" : nil
        },
        // 7.1.2.1.3: the authorityKeyIdentifier of a root "MUST be identical to the subjectKeyIdentifier field".
        ProfileCheck(.rootAuthorityKeyIdentifier) { certificate, role in
            guard role == .anchor, certificate.isSelfIssued, let identifier = certificate.decoded.authorityKeyIdentifier,
                identifier != certificate.decoded.subjectKeyIdentifier
            else { return nil }
            return "a root whose authorityKeyIdentifier is not its subjectKeyIdentifier"
        },
        // 6.1.5: "the modulus size, in bits, is evenly divisible by 8".
        ProfileCheck(.rsaModulusLength) { certificate, _ in
            guard let bits = certificate.key.modulusBits, !bits.isMultiple(of: 8) else { return nil }
            return "an RSA modulus of \(bits) bits"
        },
        // 7.1.4.3: a commonName is a value of subjectAltName: an address in the form of RFC 5952 or dotted, a name
        // "character-for-character".
        ProfileCheck(.commonNameInAlternativeNames) { certificate, role in
            if role != .leaf { return nil }
            let commonNames = certificate.decoded.commonNames
            if commonNames.isEmpty { return nil }
            let names = RepeatableNames(certificate.decoded.names)
            guard let name = commonNames.first(where: { !names.explain($0) }) else { return nil }
            return "the commonName '\(EscapedText(name))' is not among the names of subjectAltName"
        },
        // 3.2.2.6: no wildcard "immediately to the left of a registry-controlled label or public suffix".
        ProfileCheck(.publicSuffixWildcard) { certificate, role, context in
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
        },
    ]
}

/// The names of a certificate in the forms that a commonName may repeat, made once: there may be thousands of both.
///
/// Q: A host name as commonName beside addresses only, or the name under the certificate's own wildcard (`example.com`
/// beside `*.example.com`)? A: By the letter both break the rule. They mislead nobody, no browser looks, and x509-limbo
/// accepts both (`webpki::san::exact-localhost-ip-san`, `webpki::nc::nc-permits-dns-san-pattern`): let be.
private struct RepeatableNames {
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
