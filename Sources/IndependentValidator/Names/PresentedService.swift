import ServerIdentity

/// A presented SRVName: `_service.domain` (RFC 4985 section 2).
///
/// Service and domain are compared as octets, ASCII letters in either case (RFC 9525 section 6.5). RFC 4985 has no wildcards, so
/// `_imaps.*.example.org` matches nothing. Neither GnuTLS 3.7.9 nor OpenSSL 3.0 has a function that matches an SRV-ID.
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
