import ServerIdentity

/// The domain of a dNSName or URI constraint: itself and everything below it, or, with a leading period, only what is
/// below it.
///
/// Q: A dNSName constraint with a leading period? A: The section defines the period for URIs only; private CAs write it
/// for dNSNames all the same, and GnuTLS, OpenSSL and Go read it as here. `ProfileRule.nameConstraintsLeadingPeriod`
/// refuses it where a policy enforces that.
struct ConstrainedDomain: Hashable, Sendable {
    /// Lower case, without the leading period; empty: every name.
    private let domain: [UInt8]
    let isSubdomainsOnly: Bool

    /// Whether it names every host.
    var isEmpty: Bool { domain.isEmpty }

    /// Nil for what is neither empty nor a host name behind at most one period.
    init?(_ octets: [UInt8]) {
        let period = UInt8(ascii: ".")
        isSubdomainsOnly = octets.first == period
        domain = octets.dropFirst(isSubdomainsOnly ? 1 : 0).map(\.asciiLowercased)
        if domain.isEmpty { if isSubdomainsOnly { return nil } } else if !Self.isDomain(domain) { return nil }
    }

    /// Letters, digits, hyphens and underscores in labels of 1 to 63 octets: what a name that may match can hold.
    private static func isDomain(_ octets: [UInt8]) -> Bool {
        octets.count <= 253
            && octets.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
                (1...63).contains(label.count)
                    && label.allSatisfy {
                        $0.isASCIIDigit || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                    }
            }
    }

    /// Whether every name lies inside.
    var isEverything: Bool { domain.isEmpty }

    /// Whether a host, lower case, is the domain itself.
    func isEqual(to host: [UInt8]) -> Bool { domain == host }

    /// Whether a name in lower case lies inside; a wildcard is a label like any other, so a pattern lies inside if all
    /// that it stands for does.
    func contains(_ name: [UInt8]) -> Bool {
        if domain.isEmpty { return true }
        if name.count == domain.count { return !isSubdomainsOnly && name == domain }
        guard name.count > domain.count else { return false }
        let start = name.count - domain.count
        return name[start - 1] == UInt8(ascii: ".") && name[start...].elementsEqual(domain)
    }

    /// Whether a wildcard pattern (lower case, the wildcard in its left-most label) may stand for a name inside.
    func mayContain(pattern: [UInt8]) -> Bool {
        if contains(pattern) { return true }
        guard let dot = pattern.firstIndex(of: UInt8(ascii: ".")), pattern[..<dot].contains(UInt8(ascii: "*")),
            let first = domain.firstIndex(of: UInt8(ascii: "."))
        else { return false }
        // The wildcard stands for one label: for the constraint's own left-most one.
        return !isSubdomainsOnly && domain[first...].elementsEqual(pattern[dot...])
    }
}

extension ConstrainedDomain: CustomStringConvertible {
    var description: String { (isSubdomainsOnly ? "." : "") + String(decoding: domain, as: UTF8.self) }
}

/// An rfc822Name constraint: one mailbox, all mailboxes of a host, or, with a leading period, of all hosts below a
/// domain; an empty one is every mailbox.
struct ConstrainedMailbox: Hashable, Sendable {
    /// Compared octet by octet; nil for every mailbox of the domain.
    private let localPart: [UInt8]?
    private let domain: ConstrainedDomain
    private let isHostOnly: Bool

    /// Whether it says nothing, so that it names every mailbox.
    var isEmpty: Bool { localPart == nil && domain.isEmpty }

    init?(_ octets: [UInt8]) {
        if let mailbox = Mailbox(octets) {
            localPart = mailbox.localPart
            guard let domain = ConstrainedDomain(mailbox.host), !domain.isSubdomainsOnly else { return nil }
            self.domain = domain
            isHostOnly = true
        } else {
            guard let domain = ConstrainedDomain(octets) else { return nil }
            localPart = nil
            self.domain = domain
            isHostOnly = !domain.isSubdomainsOnly && !domain.isEverything
        }
    }

    func contains(_ mailbox: Mailbox) -> Bool {
        if let localPart, localPart != mailbox.localPart { return false }
        return isHostOnly ? domain.isEqual(to: mailbox.host) : domain.contains(mailbox.host)
    }
}

/// A mailbox of RFC 5321 section 4.1.2, as a rfc822Name holds it: `local-part@host`.
struct Mailbox: Hashable, Sendable {
    let localPart: [UInt8]
    /// Lower case.
    let host: [UInt8]

    /// Nil for what is no mailbox: quoted local parts are read, address literals are not.
    init?(_ octets: [UInt8]) {
        guard let at = octets.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        let local = octets[..<at]
        let host = octets[(at + 1)...].map(\.asciiLowercased)
        guard Self.isLocalPart(local), !host.isEmpty, let domain = ConstrainedDomain(host), !domain.isSubdomainsOnly else {
            return nil
        }
        localPart = Array(local)
        self.host = host
    }

    private static func isLocalPart(_ octets: ArraySlice<UInt8>) -> Bool {
        if octets.isEmpty || octets.count > 64 { return false }
        let quote = UInt8(ascii: "\"")
        if octets.first == quote {
            return octets.count > 2 && octets.last == quote
                && octets.dropFirst().dropLast().allSatisfy { (0x20...0x7E).contains($0) && $0 != quote }
        }
        return octets.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty
                && atom.allSatisfy { $0.isASCIIDigit || (0x41...0x5A).contains($0 & 0xDF) && $0 < 0x80 || special.contains($0) }
        }
    }

    /// atext of RFC 5322 beside letters and digits.
    private static let special = Array("!#$%&'*+-/=?^_`{|}~".utf8)
}

/// The host of a URI's authority (RFC 3986 section 3.2.2), for name constraints, which apply to host names only.
enum URIHost {
    /// Lower case; nil without an authority, where programs read different hosts in it (a backslash, two '@', a port that
    /// is none), and for an address ("the constraint MUST be specified as a fully qualified
    /// domain name").
    static func of(_ uri: [UInt8]) -> [UInt8]? {
        guard let colon = uri.firstIndex(of: UInt8(ascii: ":")), !uri.contains(UInt8(ascii: "\\")) else { return nil }
        let rest = uri[(colon + 1)...]
        guard rest.starts(with: Array("//".utf8)) else { return nil }
        let authority = rest.dropFirst(2).prefix { !Array("/?#".utf8).contains($0) }
        let parts = authority.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count <= 2, let afterUser = parts.last else { return nil }
        let host = afterUser.prefix { $0 != UInt8(ascii: ":") }.map(\.asciiLowercased)
        let port = afterUser.dropFirst(host.count + 1)
        let isPort = port.isEmpty || port.count <= 5 && UInt16(String(decoding: port, as: UTF8.self)) != nil
        guard !host.isEmpty, isPort, let domain = ConstrainedDomain(host), !domain.isSubdomainsOnly,
            IPAddress(parsing: String(decoding: host, as: UTF8.self)) == nil
        else { return nil }
        return host
    }
}

/// An iPAddress constraint: a network as address and mask (RFC 5280 section 4.2.1.10, in the style of RFC 4632).
struct ConstrainedNetwork: Hashable, Sendable {
    private let address: [UInt8]
    private let mask: [UInt8]

    /// Takes 8 octets (IPv4) or 32 (IPv6); nil for another number, and for a mask with a hole.
    init?(_ octets: [UInt8]) {
        guard octets.count == 8 || octets.count == 32 else { return nil }
        address = Array(octets[..<(octets.count / 2)])
        mask = Array(octets[(octets.count / 2)...])
        var ended = false
        for octet in mask {
            if ended, octet != 0 { return nil }
            let ones = (~octet).leadingZeroBitCount
            if ones < 8 {
                if octet << UInt8(ones) != 0 { return nil }
                ended = true
            }
        }
    }

    /// Whether an address of the same family lies inside.
    func contains(_ octets: [UInt8]) -> Bool {
        octets.count == address.count && zip(zip(octets, address), mask).allSatisfy { ($0.0 ^ $0.1) & $1 == 0 }
    }
}
