/// What `*` may stand for in a dNSName.
extension KnownDifference {
    static let wildcards: [KnownDifference] = [
        // RFC 6125 section 6.4.3 let a wildcard be part of a label; RFC 9525 section 6.3 took that back.
        KnownDifference(
            id: "partial-wildcard", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            // GnuTLS knows the form `*suffix` only, OpenSSL also `prefix*`.
            summary: "a wildcard is only part of the left-most label, as RFC 6125 section 6.4.3 allowed", right: .refuser,
            rule: "RFC 9525 section 6.3"
        ) { names in
            names.host != nil
                && names.dnsNames.contains { name in
                    let label = name.firstLabel()
                    return label.contains(UInt8(ascii: "*")) && label.count > 1 && names.isTakenForMatch(name)
                }
        },
        KnownDifference(
            id: "underscore-under-wildcard", accepters: ["swift", "gnutls"], refusers: LedgerEngines.openssl,
            versions: LedgerEngines.opensslVersion,
            summary: "OpenSSL matches no wildcard where the name under it or the pattern holds an underscore",
            right: .either, rule: "RFC 9525 section 6.3"
        ) { names in
            names.host?.contains(UInt8(ascii: "_")) == true && names.dnsNames.contains(where: names.isCompleteWildcard)
        },
        // Occurs only where the policy's minimumWildcardLabels is lowered to 2: no preset does so.
        KnownDifference(
            id: "wildcard-tld", accepters: LedgerEngines.swift, refusers: LedgerEngines.libraries,
            versions: LedgerEngines.bothVersions,
            summary: "a wildcard stands directly under a top-level label; the libraries never match it, the policy here allowed it",
            right: .either, rule: "RFC 9525 sections 6.3 and 7.1"
        ) { names in
            names.dnsNames.contains { pattern in
                pattern.filter { $0 == UInt8(ascii: ".") }.count == 1 && names.isCompleteWildcard(pattern)
            }
        },
    ]
}
