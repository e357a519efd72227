import ServerIdentity

/// The domain of a dNSName or URI constraint: itself and everything below it, or, with a leading period, only what is below it.
///
/// Q: A dNSName constraint with a leading period? A: The section defines the period for URIs only; private CAs write it for dNSNames all the same, and
/// GnuTLS, OpenSSL and Go read it as here. `ProfileRule.nameConstraintsLeadingPeriod` refuses it where a policy enforces that.
struct ConstrainedDomain: Hashable, Sendable {
    /// Lower case, without the leading period; empty: every name.
    private let domain: [UInt8]
    let isSubdomainsOnly: Bool

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

    /// Whether a name in lower case lies inside; a wildcard is a label like any other, so a pattern lies inside if all that it stands for does.
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
