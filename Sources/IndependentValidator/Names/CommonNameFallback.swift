import ServerIdentity

/// The commonName in place of a missing dNSName: RFC 6125 section 6.4.4, forbidden by RFC 9525 section 2 and by every preset but
/// `legacy`.
///
/// Allowed only for a DNS-ID, and only if the certificate presents no DNS-ID, SRV-ID, URI-ID or IP-ID at all, well-formed or not.
///
/// Q: Several commonNames? A: The most specific one, which is the last in encoded order (RFC 2818 section 3.1); the others never
/// match. GnuTLS falls back only if there is exactly one; OpenSSL tries each of them.
///
/// Q: A certificate with an iPAddress and no dNSName? A: The commonName does not count: "any application-specific identifier types
/// supported by the client" displace it, and this client supports IP-IDs. So says GnuTLS; OpenSSL looks at the commonName.
enum CommonNameFallback {
    static func candidate(_ certificate: DecodedCertificate, _ policy: Policy) -> [UInt8]? {
        guard policy.commonNameFallback == .allow, !certificate.names.contains(where: displacesCommonName) else { return nil }
        return certificate.commonNames.last
    }

    private static func displacesCommonName(_ name: PresentedIdentity) -> Bool {
        switch name {
        case .dns, .ip, .srv, .uri: true
        case .email, .directoryName, .other, .commonName: false
        }
    }
}
