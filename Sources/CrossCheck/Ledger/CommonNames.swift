/// A common name of the subject that stands in for a missing dNSName. RFC 9525 section 2 ended it.
extension KnownDifference {
    static let commonNames: [KnownDifference] = [
        KnownDifference(
            id: "common-name-fallback", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "the certificate presents no dNSName, and the library falls back to the one common name of the subject",
            right: .refuser, rule: "RFC 9525 section 2"
        ) { names in
            names.host != nil && names.dnsNames.isEmpty && !names.hasOtherServerNames && names.commonNames.count == 1
                && names.commonNames.contains(where: names.isTakenForMatch)
        },
        // GnuTLS 3.7.9 has no fallback in the two cases below; OpenSSL asks only whether there is a dNSName.
        KnownDifference(
            id: "common-name-beside-other-names", accepters: LedgerEngines.openssl, refusers: ["swift", "gnutls"],
            versions: LedgerEngines.opensslVersion,
            summary:
                "the certificate presents an address, URI or service name but no dNSName, and OpenSSL still takes a common name",
            right: .refuser, rule: "RFC 9525 section 2, RFC 6125 section 6.4.4"
        ) { names in
            names.host != nil && names.dnsNames.isEmpty && names.hasOtherServerNames
                && names.commonNames.contains(where: names.isTakenForMatch)
        },
        KnownDifference(
            id: "common-name-of-several", accepters: LedgerEngines.openssl, refusers: ["swift", "gnutls"],
            versions: LedgerEngines.opensslVersion,
            summary: "the subject has several common names and no dNSName, and OpenSSL takes any of them", right: .refuser,
            rule: "RFC 9525 section 2, RFC 6125 section 6.4.4"
        ) { names in
            names.host != nil && names.dnsNames.isEmpty && !names.hasOtherServerNames && names.commonNames.count > 1
                && names.commonNames.contains(where: names.isTakenForMatch)
        },
    ]
}
