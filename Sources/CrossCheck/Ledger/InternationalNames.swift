/// Letters beyond ASCII: what is converted, and what is compared octet by octet.
extension KnownDifference {
    static let internationalNames: [KnownDifference] = [
        KnownDifference(
            id: "u-label-reference", accepters: ["swift", "gnutls"], refusers: LedgerEngines.openssl,
            versions: LedgerEngines.opensslVersion,
            summary: "the reference holds U-labels: it is converted to A-labels here, and compared as octets by OpenSSL",
            right: .accepter, rule: "RFC 9525 section 6.3, RFC 5890 section 2.3.2.1"
        ) { names in
            guard names.asksNonASCII, let host = names.host else { return false }
            return names.dnsNames.contains { $0 == host || names.isCompleteWildcard($0) }
        },
        KnownDifference(
            id: "u-label-compared-as-octets", accepters: LedgerEngines.openssl, refusers: ["swift", "gnutls"],
            versions: LedgerEngines.opensslVersion,
            summary: "a presented name holds octets beyond ASCII, which no dNSName may, and OpenSSL compares them as they are",
            right: .refuser, rule: "RFC 5280 section 4.2.1.6, RFC 9525 section 6.3"
        ) { names in
            names.asksNonASCII && names.comparedNames.contains { $0.contains { $0 >= 0x80 } && names.isTakenForMatch($0) }
        },
    ]
}
