import IndependentValidator
import ServerIdentity

enum NameTarget {
    static func check(_ octets: [UInt8]) throws(BrokenInvariant) {
        let parts = octets.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let presented = Array(parts[0])
        let text = String(decoding: parts.count > 1 ? parts[1] : [], as: UTF8.self)
        let identity = try reference(text)
        try checkAddress(text)
        for policy in [Policy.default, .legacy] { try checkPattern(presented, identity, policy) }
    }

    /// A reference identity that is written down and read again is the same.
    private static func reference(_ text: String) throws(BrokenInvariant) -> ReferenceIdentity? {
        let identity: ReferenceIdentity
        do {
            identity = try ReferenceIdentity(parsing: text) { .failure(ReferenceIdentityError($0, "ASCII only")) }
        } catch {
            try requirePrintable(error.description)
            return nil
        }
        let written = identity.description
        try requirePrintable(written)
        let again = try? ReferenceIdentity(parsing: written) { .failure(ReferenceIdentityError($0, "ASCII only")) }
        try require(again == identity, "'\(written)' is read as \(again.map { $0.description } ?? "nothing")")
        if case .dns(let name) = identity {
            try require(IPAddress(parsing: name.description) == nil, "'\(written)' is a name and an address")
            try require((1...253).contains(name.octets.count), "a name of \(name.octets.count) octets")
        }
        return identity
    }

    private static func checkAddress(_ text: String) throws(BrokenInvariant) {
        guard let address = IPAddress(parsing: text) else { return }
        try require(IPAddress(parsing: address.description) == address, "'\(text)' is read again as something else")
    }

    private static func checkPattern(_ presented: [UInt8], _ identity: ReferenceIdentity?, _ policy: Policy) throws(BrokenInvariant)
    {
        try requirePrintable(PresentedIdentity.dns(presented).description)
        let pattern: DNSPattern
        do { pattern = try DNSPattern(octets: presented, policy: policy) } catch {
            try requirePrintable(error.description)
            if case .dns(let name) = identity {
                try require(!isEqual(presented, name.octets), "a host name is no pattern: \(error)")
            }
            return
        }
        try requirePrintable(pattern.description)
        guard case .dns(let name) = identity else { return }
        try require(
            pattern.matches(name) == matches(presented, name.octets, policy), "'\(pattern)' and '\(name)': \(pattern.matches(name))"
        )
    }

    /// RFC 9525 section 6.3, and RFC 6125 section 6.4.3 where the policy says so, once more and in other words.
    private static func matches(_ presented: [UInt8], _ name: [UInt8], _ policy: Policy) -> Bool {
        let pattern = labels(presented)
        let asked = labels(name)
        guard pattern.count == asked.count, pattern.dropFirst() == asked.dropFirst() else { return false }
        if pattern[0] == asked[0] { return true }
        guard pattern[0].contains("*"), pattern.count >= policy.minimumWildcardLabels else { return false }
        if pattern[0] == "*" { return true }
        let parts = pattern[0].split(separator: "*", omittingEmptySubsequences: false)
        return policy.partialWildcards == .allow && parts.count == 2 && !asked[0].hasPrefix("xn--")
            && asked[0].utf8.count >= pattern[0].utf8.count - 1 && asked[0].hasPrefix(parts[0]) && asked[0].hasSuffix(parts[1])
    }

    private static func labels(_ octets: [UInt8]) -> [String] {
        String(decoding: octets, as: UTF8.self).lowercased().split(separator: ".", omittingEmptySubsequences: false).map(
            String.init)
    }

    private static func isEqual(_ first: [UInt8], _ second: [UInt8]) -> Bool { labels(first) == labels(second) }
}
