/// The dot at the end of a name. RFC 9525 is silent about it; RFC 5280 section 4.2.1.6 asks for the preferred name syntax,
/// which has none.
extension KnownDifference {
    static let dots: [KnownDifference] = [
        KnownDifference(
            id: "trailing-dot-in-certificate", accepters: LedgerEngines.libraries, refusers: LedgerEngines.swift,
            versions: LedgerEngines.bothVersions,
            summary: "reference and dNSName both end in a dot; libraries compare text, the preferred name syntax has no such dot",
            right: .either, rule: "RFC 5280 section 4.2.1.6, RFC 1034 section 3.5"
        ) { names in
            names.asksTrailingDot && names.host != nil && names.dnsNames.contains(where: names.isLiteral)
        },
        KnownDifference(
            id: "trailing-dot-in-reference", accepters: LedgerEngines.swift, refusers: LedgerEngines.libraries,
            versions: LedgerEngines.bothVersions,
            summary:
                "the reference ends in a dot, which stands for the root of the DNS and is folded away here, not by the libraries",
            right: .either, rule: "RFC 1034 section 3.1"
        ) { names in
            guard names.asksTrailingDot, let host = names.host else { return false }
            return names.dnsNames.contains { $0 == host || names.isCompleteWildcard($0) }
        },
    ]
}
