public import ServerIdentity

/// A presented dNSName that can match: a host name, or a wildcard pattern that the policy allows.
///
/// Whatever else a certificate presents as a dNSName is no pattern and matches nothing; `DNSPatternError` says why.
public struct DNSPattern: Hashable, Sendable {
    /// Lower case; holds at most one `*`, in the left-most label.
    let octets: [UInt8]
    /// The offset of the `*`; nil for a host name.
    let wildcard: Int?
    /// The offset of the first dot, or the end.
    let labelEnd: Int

    /// Reads a presented dNSName.
    ///
    /// RFC 9525 section 6.3: the wildcard is the complete left-most label, `f*.example.com` matches nothing. RFC 6125
    /// section 6.4.3 let it be a part of that label; `policy.partialWildcards` brings that back, but never inside an
    /// A-label. Partial wildcards: GnuTLS 3.7.9 matches those that end the label's pattern (`*baz.example.net`, also
    /// inside A-labels), OpenSSL 3.0 also `baz*` unless told not to.
    ///
    /// Q: A trailing dot (`www.example.com.`)? A: Not the preferred name syntax that RFC 5280 section 4.2.1.6 requires:
    /// matches nothing. GnuTLS 3.7.9 and OpenSSL 3.0 compare octets, so both match a reference name that ends in the
    /// dot too, and only that. curl folds the dot away on both sides.
    ///
    /// Q: `*.com`? A: RFC 9525 would let it match, and its section 7.1 warns of it. `policy.minimumWildcardLabels`
    /// decides, by default 3. GnuTLS and OpenSSL require two labels after the wildcard as well.
    ///
    /// Q: Text of an address (`192.0.2.1`)? A: RFC 9525 section 6.4: an address belongs into iPAddress. It matches
    /// nothing.
    ///
    /// - Throws: `DNSPatternError`, the rule that the name breaks.
    public init(octets presented: [UInt8], policy: Policy) throws(DNSPatternError) {
        (wildcard, labelEnd) = try Self.check(presented, policy: policy)
        octets = presented.map(\.asciiLowercased)
    }

    /// Whether a presented dNSName is a pattern that matches a host name.
    ///
    /// The same as making a pattern and asking it; most names differ in a way that is seen before one is made.
    static func isPattern(_ presented: [UInt8], matching name: DNSName, policy: Policy) -> Bool {
        // What equals a host name is one, and holds no wildcard.
        if presented.isEqualIgnoringASCIICase(to: name.octets) { return true }
        guard presented.contains(UInt8(ascii: "*")), let pattern = try? DNSPattern(octets: presented, policy: policy) else {
            return false
        }
        return pattern.matches(name)
    }
}

extension DNSPattern: CustomStringConvertible {
    /// The pattern as text: lower-case ASCII.
    public var description: String { String(decoding: octets, as: UTF8.self) }
}

/// Why a presented dNSName matches nothing.
public enum DNSPatternError: Error, Hashable, Sendable {
    /// No host name, even if the wildcard stood for a letter: empty, a NUL, a label too long, text of an address …
    case notAHostName(DNSNameError)
    /// It ends in a dot (RFC 5280 section 4.2.1.6: preferred name syntax).
    case trailingDot
    /// More than one `*` (RFC 9525 section 6.3).
    case severalWildcards
    /// A `*` in another label than the first (RFC 9525 section 6.3).
    case wildcardNotLeftmost
    /// A `*` that is only a part of its label, which the policy forbids (RFC 9525 section 6.3).
    case partialWildcard
    /// A `*` inside an A-label (RFC 6125 section 6.4.3).
    case wildcardInALabel
    /// A wildcard over too large a part of the DNS for the policy (RFC 9525 section 7.1).
    case tooFewLabels(Int, required: Int)

    /// Whether the octets can't be a dNSName at all; otherwise they are one that no rule lets match.
    public var isMalformed: Bool {
        switch self {
        case .notAHostName(.empty), .notAHostName(.notASCII), .notAHostName(.forbiddenOctet(0, _)): true
        default: false
        }
    }
}

extension DNSPatternError: CustomStringConvertible {
    /// One clause that fits after "matches nothing: ".
    public var description: String {
        switch self {
        case .notAHostName(.notASCII(let offset)): "the octet at \(offset + 1) is not ASCII"
        case .notAHostName(.endsInNumber): "its last label is a number, as in an address; addresses belong into iPAddress"
        case .notAHostName(let error): error.description
        case .trailingDot: "it ends in a dot"
        case .severalWildcards: "it holds more than one '*'"
        case .wildcardNotLeftmost: "its '*' is not in the left-most label"
        case .partialWildcard: "its '*' is not the complete left-most label"
        case .wildcardInALabel: "its '*' stands inside an A-label"
        case .tooFewLabels(let labels, let required):
            "a wildcard of \(labels) labels covers too much; at least \(required) are required"
        }
    }
}
