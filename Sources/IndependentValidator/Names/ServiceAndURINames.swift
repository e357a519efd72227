import ServerIdentity

/// A presented SRVName: `_service.domain` (RFC 4985 section 2).
///
/// Service and domain are compared as octets, ASCII letters in either case (RFC 9525 section 6.5). RFC 4985 has no
/// wildcards, so `_imaps.*.example.org` matches nothing. Neither GnuTLS 3.7.9 nor OpenSSL 3.0 has a function that
/// matches an SRV-ID.
struct PresentedService {
    private let octets: [UInt8]

    init(octets: [UInt8]) { self.octets = octets }

    func matches(service: String, domain: DNSName) -> Bool {
        let label = service.utf8
        guard octets.count == label.count + 2 + domain.octets.count, octets.first == UInt8(ascii: "_") else { return false }
        let rest = octets.dropFirst(1 + label.count)
        return octets.dropFirst().prefix(label.count).isEqualIgnoringASCIICase(to: label)
            && rest.first == UInt8(ascii: ".") && rest.dropFirst().isEqualIgnoringASCIICase(to: domain.octets)
    }
}

/// Scheme and host of a presented uniformResourceIdentifier.
///
/// Strict: `scheme://[userinfo@]host[:port]` and then `/`, `?`, `#` or the end (RFC 3986 section 3.2); or, for sip and
/// sips, `scheme:host[:port]` and then `;`, `?` or the end (RFC 3261 section 19.1). Anything else, and an octet beyond
/// printable ASCII anywhere, is no URI-ID.
///
/// Q: `sip:alice@example.org`? A: It names a user, not the server. RFC 5922 section 7.1 says that it is no identity of
/// the domain: matches nothing.
///
/// Q: A wildcard in the host? A: RFC 9525 section 6.3 speaks of dNSName patterns in general; RFC 5922 section 7.2
/// forbids it. Compared as octets, so it matches nothing.
///
/// Neither GnuTLS 3.7.9 nor OpenSSL 3.0 has a function that matches a URI-ID.
struct PresentedURI {
    let scheme: ArraySlice<UInt8>
    let host: ArraySlice<UInt8>

    init?(octets: [UInt8]) {
        guard octets.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let colon = octets.firstIndex(of: UInt8(ascii: ":")),
            Self.isScheme(octets[..<colon])
        else { return nil }
        let scheme = octets[..<colon]
        self.scheme = scheme
        let rest = octets[(colon + 1)...]
        if rest.starts(with: "//".utf8) {
            let authority = rest.dropFirst(2).prefix { !"/?#".utf8.contains($0) }
            let parts = authority.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
            guard parts.count <= 2, let last = parts.last, let host = Self.host(last) else { return nil }
            self.host = host
        } else {
            guard ["sip", "sips"].contains(where: { scheme.isEqualIgnoringASCIICase(to: $0.utf8) }),
                !rest.contains(UInt8(ascii: "@")),
                let host = Self.host(rest.prefix { !";?".utf8.contains($0) })
            else { return nil }
            self.host = host
        }
    }

    /// Whether scheme and host are equal to those asked for (RFC 9525 sections 6.3 and 6.5), ASCII letters in either
    /// case. The port is not compared.
    func matches(scheme asked: String, host name: DNSName) -> Bool {
        scheme.isEqualIgnoringASCIICase(to: asked.utf8) && host.isEqualIgnoringASCIICase(to: name.octets)
    }

    /// The host without its port; nil if it is empty, an address in brackets, or followed by something that is no port.
    private static func host(_ authority: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let host = authority.prefix { $0 != UInt8(ascii: ":") }
        let port = authority.dropFirst(host.count)
        guard !host.isEmpty, port.dropFirst().allSatisfy(\.isASCIIDigit) else { return nil }
        return host
    }

    /// RFC 3986 section 3.1.
    private static func isScheme(_ octets: ArraySlice<UInt8>) -> Bool {
        guard let first = octets.first, first.isASCIILetter else { return false }
        return octets.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || "+-.".utf8.contains($0) }
    }
}
