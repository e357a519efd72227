import ServerIdentity

/// An rfc822Name constraint: one mailbox, all mailboxes of a host, or, with a leading period, of all hosts below a domain; an empty one is every mailbox.
struct ConstrainedMailbox: Hashable, Sendable {
    /// Compared octet by octet; nil for every mailbox of the domain.
    private let localPart: [UInt8]?
    private let domain: ConstrainedDomain
    private let isHostOnly: Bool

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
