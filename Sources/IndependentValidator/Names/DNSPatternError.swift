public import ServerIdentity

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
