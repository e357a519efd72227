/// What the caller expects the server to be (RFC 9525 section 2, "reference identifier").
public enum ReferenceIdentity: Hashable, Sendable {
    /// A DNS-ID: the certificate must present a matching dNSName.
    case dns(DNSName)
    /// An IP-ID: the certificate must present exactly this iPAddress (RFC 9525 section 6.4).
    case ip(IPAddress)
    /// An SRV-ID: service name without the underscore (`imaps`) and domain, against SRVName (RFC 4985).
    case srv(service: String, domain: DNSName)
    /// A URI-ID: scheme and host, against uniformResourceIdentifier; path and port are not compared (RFC 9525 section
    /// 6.5).
    case uri(scheme: String, host: DNSName)
}

extension ReferenceIdentity: CustomStringConvertible {
    /// The identity as the command line takes it: `www.example.org`, `192.0.2.1`, `srv:_imaps.example.org`,
    /// `uri:sip:example.org`.
    public var description: String {
        switch self {
        case .dns(let name): name.description
        case .ip(let address): address.description
        case .srv(let service, let domain): "srv:_\(service).\(domain)"
        case .uri(let scheme, let host): "uri:\(scheme):\(host)"
        }
    }

    /// The kind in the words of RFC 9525: `DNS-ID`, `IP-ID`, `SRV-ID` or `URI-ID`.
    public var kind: String {
        switch self {
        case .dns: "DNS-ID"
        case .ip: "IP-ID"
        case .srv: "SRV-ID"
        case .uri: "URI-ID"
        }
    }
}
