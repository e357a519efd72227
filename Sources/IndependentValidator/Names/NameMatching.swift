public import ServerIdentity

extension SwiftValidator {
    /// Whether a certificate belongs to a reference identity, by RFC 9525 sections 6.3 to 6.5: nil if it does, else the
    /// finding at depth 0.
    ///
    /// A DNS-ID is compared with dNSName only, an IP-ID with iPAddress only (section 6.4: all octets equal), an SRV-ID
    /// with SRVName only, a URI-ID with uniformResourceIdentifier only. The commonName counts only where the policy
    /// says so. *Not* checked: everything but the name.
    public func matchName(_ certificate: DecodedCertificate, _ identity: ReferenceIdentity, policy: Policy) -> Finding? {
        let fallback = identity.isDNS ? CommonNameFallback.candidate(certificate, policy) : nil
        if certificate.names.contains(where: { Self.matches($0, identity, policy) }) { return nil }
        if let fallback, Self.matches(.dns(fallback), identity, policy) { return nil }

        let sameKind = certificate.names.filter { identity.isSameKind(as: $0) } + (fallback.map { [.commonName($0)] } ?? [])
        if sameKind.isEmpty {
            let all = certificate.names + certificate.commonNames.map { .commonName($0) }
            return Finding(.noUsableName(asked: identity, presented: all), depth: 0, rule: identity.rule)
        }
        if let finding = unusable(sameKind, identity, policy) { return finding }
        // Names of the kind asked for come first: a sentence lists only the first few.
        let others = certificate.names.filter { $0.namesAServer && !identity.isSameKind(as: $0) }
        return Finding(.nameMismatch(asked: identity, presented: sameKind + others), depth: 0, rule: identity.rule)
    }

    /// Where a name seems to fit and matches nothing: which one, and why. A wildcard seems to fit with the same domain
    /// behind it, another name if it holds the one that is asked for, and any that is the only one.
    private func unusable(_ names: [PresentedIdentity], _ identity: ReferenceIdentity, _ policy: Policy) -> Finding? {
        guard case .dns(let asked) = identity else { return nil }
        func parent(_ name: [UInt8]) -> [UInt8] { name.drop { $0 != UInt8(ascii: ".") }.map(\.asciiLowercased) }
        func seemsToFit(_ octets: [UInt8]) -> Bool {
            names.count == 1 || octets.contains(UInt8(ascii: "*")) && parent(octets) == parent(asked.octets)
                || octets.count < 2 * DNSName.maximumLength
                    && octets.map(\.asciiLowercased).contains(asked.octets.map(\.asciiLowercased))
        }
        var seeming: (octets: [UInt8], error: DNSPatternError)?
        for case .dns(let octets) in names where seeming == nil && seemsToFit(octets) {
            do { try DNSPattern.check(octets, policy: policy) } catch { seeming = (octets, error) }
        }
        guard let named = seeming else { return nil }
        let others = names.count - 1
        let rest =
            others == 0
            ? "" : "; \(others) other \(others == 1 ? "name does" : "names do") not match '\(identity)' either"
        return Finding(
            .other(
                .nameMismatch, .unusableName,
                detail: "dNSName '\(EscapedText(named.octets))' matches nothing: \(named.error)\(rest)"),
            depth: 0, rule: named.error.rule)
    }

    private static func matches(_ presented: PresentedIdentity, _ identity: ReferenceIdentity, _ policy: Policy) -> Bool {
        switch (presented, identity) {
        case (.dns(let octets), .dns(let name)): DNSPattern.isPattern(octets, matching: name, policy: policy)
        case (.ip(let octets), .ip(let address)): octets == address.octets
        case (.srv(let octets), .srv(let service, let domain)):
            PresentedService(octets: octets).matches(service: service, domain: domain)
        case (.uri(let octets), .uri(let scheme, let host)):
            PresentedURI(octets: octets)?.matches(scheme: scheme, host: host) ?? false
        case (.dns, _), (.ip, _), (.srv, _), (.uri, _), (.email, _), (.directoryName, _), (.other, _), (.commonName, _): false
        }
    }
}

extension ReferenceIdentity {
    fileprivate var isDNS: Bool {
        if case .dns = self { true } else { false }
    }

    fileprivate func isSameKind(as presented: PresentedIdentity) -> Bool {
        switch (self, presented) {
        case (.dns, .dns), (.ip, .ip), (.srv, .srv), (.uri, .uri): true
        default: false
        }
    }

    /// The section that the comparison follows.
    fileprivate var rule: String {
        switch self {
        case .dns: "RFC 9525 section 6.3"
        case .ip: "RFC 9525 section 6.4"
        case .srv, .uri: "RFC 9525 section 6.5"
        }
    }
}

extension PresentedIdentity {
    /// Whether names of this kind can identify a server; the others say who or what else the certificate is about.
    fileprivate var namesAServer: Bool {
        switch self {
        case .dns, .ip, .srv, .uri: true
        case .email, .directoryName, .other, .commonName: false
        }
    }
}

/// The commonName in place of a missing dNSName: RFC 6125 section 6.4.4, forbidden by RFC 9525 section 2 and by every
/// preset but `legacy`.
///
/// Allowed only for a DNS-ID, and only if the certificate presents no DNS-ID, SRV-ID, URI-ID or IP-ID at all,
/// well-formed or not.
///
/// Q: Several commonNames? A: The most specific one, which is the last in encoded order (RFC 2818 section 3.1); the
/// others never match. GnuTLS falls back only if there is exactly one; OpenSSL tries each of them.
///
/// Q: A certificate with an iPAddress and no dNSName? A: The commonName does not count: "any application-specific
/// identifier types supported by the client" displace it, and this client supports IP-IDs. So says GnuTLS; OpenSSL
/// looks at the commonName.
enum CommonNameFallback {
    static func candidate(_ certificate: DecodedCertificate, _ policy: Policy) -> [UInt8]? {
        guard policy.commonNameFallback == .allow, !certificate.names.contains(where: displacesCommonName) else { return nil }
        // A subjectAltName without a name, which a CA may have, is no absent one.
        if certificate.names.isEmpty, certificate.extensions[.subjectAlternativeName] != nil { return nil }
        return certificate.commonNames.last
    }

    private static func displacesCommonName(_ name: PresentedIdentity) -> Bool {
        switch name {
        case .dns, .ip, .srv, .uri: true
        case .email, .directoryName, .other, .commonName: false
        }
    }
}
