public import ServerIdentity

/// Where a wildcard may stand, and what it stands for (RFC 9525 section 6.3).
extension DNSPattern {
    /// Whether a presented dNSName is a pattern; allocates nothing.
    ///
    /// - Returns: where its wildcard stands, nil for a host name, and where its first label ends.
    @discardableResult
    static func check(_ presented: [UInt8], policy: Policy) throws(DNSPatternError) -> (wildcard: Int?, labelEnd: Int) {
        let asterisk = UInt8(ascii: "*")
        let dot = UInt8(ascii: ".")
        if presented.last == dot { throw presented.count > 1 ? .trailingDot : .notAHostName(.empty) }
        let wildcard = presented.firstIndex(of: asterisk)
        if let wildcard, presented[(wildcard + 1)...].contains(asterisk) { throw .severalWildcards }
        // A wildcard stands for at least one octet, so a letter in its place shows whether the rest is a host name.
        do { try DNSName.check(presented, wildcardAt: wildcard) } catch { throw .notAHostName(error) }
        let labelEnd = presented.firstIndex(of: dot) ?? presented.count
        guard let wildcard else { return (nil, labelEnd) }
        if wildcard > labelEnd { throw .wildcardNotLeftmost }
        if labelEnd != 1 {
            if policy.partialWildcards == .forbid { throw .partialWildcard }
            if isALabel(presented[..<labelEnd]) { throw .wildcardInALabel }
        }
        let labels = presented.count { $0 == dot } + 1
        if labels < policy.minimumWildcardLabels { throw .tooFewLabels(labels, required: policy.minimumWildcardLabels) }
        return (wildcard, labelEnd)
    }

    /// Whether the pattern holds a wildcard.
    public var isWildcard: Bool { wildcard != nil }

    /// Whether a host name matches. Total, on octets, without allocation: both sides are lower case already.
    ///
    /// RFC 9525 section 6.3: the wildcard stands for exactly one label, and all others must be equal. A complete
    /// wildcard label matches an A-label; a partial one does not (RFC 6125 section 7.2: a part of an A-label means
    /// nothing).
    public func matches(_ name: DNSName) -> Bool {
        guard let wildcard else { return octets == name.octets }
        guard let dot = name.octets.firstIndex(of: UInt8(ascii: ".")) else { return false }
        let label = name.octets[..<dot]
        let prefix = octets[..<wildcard]
        let suffix = octets[(wildcard + 1)..<labelEnd]
        guard name.octets[dot...].elementsEqual(octets[labelEnd...]) else { return false }
        if prefix.isEmpty, suffix.isEmpty { return true }
        return label.count >= prefix.count + suffix.count && label.starts(with: prefix)
            && label.suffix(suffix.count).elementsEqual(suffix) && !Self.isALabel(label)
    }

    /// RFC 5890 section 2.3.1: an A-label begins with `xn--`.
    private static func isALabel(_ label: ArraySlice<UInt8>) -> Bool {
        label.prefix(4).isEqualIgnoringASCIICase(to: "xn--".utf8)
    }
}
