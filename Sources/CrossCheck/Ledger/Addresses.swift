import ServerIdentity

/// Addresses in names, and names that begin like addresses.
extension KnownDifference {
    static let addresses: [KnownDifference] = [
        // `192.0.2.1` is an address to both libraries and meets no dNSName; `[2001:db8::1]` is only text to them.
        KnownDifference(
            id: "ip-text-in-dns-name", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "the reference is an address in brackets, and a dNSName or common name holds the same text",
            right: .refuser, rule: "RFC 9525 section 6.4"
        ) { names in
            names.asked.first == UInt8(ascii: "[") && names.comparedNames.contains(where: names.isLiteral)
        },
        // OpenSSL reads the four numbers with sscanf and leaves the rest of the text unread.
        KnownDifference(
            id: "ipv4-with-trailing-text", accepters: LedgerEngines.openssl, refusers: ["swift", "gnutls"],
            versions: LedgerEngines.opensslVersion,
            summary:
                "the reference is an IPv4 address followed by a space and more, and the iPAddress fits the part before the space",
            right: .refuser, rule: "RFC 9525 section 6.4"
        ) { names in
            guard let space = names.asked.firstIndex(of: UInt8(ascii: " ")),
                let address = IPAddress(parsing: String(decoding: names.asked[..<space], as: UTF8.self)), !address.isV6
            else { return false }
            return names.difference.presented.contains(.ip(address.octets))
        },
    ]
}
