import ServerIdentity

/// The host of a URI's authority (RFC 3986 section 3.2.2), for name constraints, which apply to host names only.
enum URIHost {
    /// Lower case; nil without an authority, and for an address ("the constraint MUST be specified as a fully qualified domain name").
    static func of(_ uri: [UInt8]) -> [UInt8]? {
        guard let colon = uri.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let rest = uri[(colon + 1)...]
        guard rest.starts(with: Array("//".utf8)) else { return nil }
        let authority = rest.dropFirst(2).prefix { !Array("/?#".utf8).contains($0) }
        let afterUser = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
        let host = afterUser.prefix { $0 != UInt8(ascii: ":") }.map(\.asciiLowercased)
        guard !host.isEmpty, let domain = ConstrainedDomain(host), !domain.isSubdomainsOnly,
            IPAddress(parsing: String(decoding: host, as: UTF8.self)) == nil
        else { return nil }
        return host
    }
}
