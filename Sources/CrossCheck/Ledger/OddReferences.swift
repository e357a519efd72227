import ServerIdentity

/// References that name no host, which the libraries compare as plain text. The command refuses them as arguments.
extension KnownDifference {
    static let oddReferences: [KnownDifference] = [
        KnownDifference(
            id: "wildcard-in-reference", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "the reference itself holds '*', is no host name, and is compared as text", right: .refuser,
            rule: "RFC 1123 section 2.1, RFC 9525 section 6.3"
        ) { names in
            names.asksWildcard && names.comparedNames.contains(where: names.isTakenForMatch)
        },
        // OpenSSL takes a leading dot for "any name below"; GnuTLS lets a wildcard stand for no octet at all.
        KnownDifference(
            id: "leading-dot-in-reference", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "the reference begins with a dot: OpenSSL looks for any name below it, GnuTLS compares text", right: .refuser,
            rule: "RFC 1123 section 2.1"
        ) { names in
            names.asksLeadingDot && names.comparedNames.contains(where: names.isTakenForMatch)
        },
        KnownDifference(
            id: "reference-not-a-host-name", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "the reference holds octets or empty labels that no host name has, and is compared as text", right: .refuser,
            rule: "RFC 1123 section 2.1, RFC 1035 section 2.3.4"
        ) { names in
            let dot = UInt8(ascii: ".")
            let isOdd =
                names.asked.contains { $0 != dot && $0 != UInt8(ascii: "*") && $0 < 0x80 && !DNSName.isLabelOctet($0) }
                || zip(names.asked, names.asked.dropFirst()).contains { $0 == dot && $1 == dot }
            return names.difference.reference == nil && isOdd && names.comparedNames.contains(where: names.isTakenForMatch)
        },
    ]
}
