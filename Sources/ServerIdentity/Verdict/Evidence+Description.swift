extension Evidence: CustomStringConvertible {
    /// One sentence without a full stop, the only prose that is made of a finding.
    public var description: String {
        switch self {
        case .expired(let instant, let notAfter?): "expired on \(notAfter), judged at \(instant)"
        case .expired(let instant, nil): "a certificate of the path has expired, judged at \(instant)"
        case .notYetValid(let instant, let notBefore?): "not valid before \(notBefore), judged at \(instant)"
        case .notYetValid(let instant, nil): "a certificate of the path is not valid yet, judged at \(instant)"
        case .nameMismatch(let asked, let presented) where presented.isEmpty: "not valid for \(asked)"
        case .nameMismatch(let asked, let presented):
            "valid for \(Self.list(presented)), not for \(asked)\(hasWildcardAbove ? "; a '*' stands for exactly one label" : "")"
        case .noUsableName(let asked, let presented) where presented.isEmpty:
            "presents no name at all; asked for \(asked) (\(asked.kind))"
        case .noUsableName(let asked, let presented):
            "presents no name of the kind \(asked.kind), only \(Self.list(presented)); asked for \(asked)"
        case .unknownIssuer(let subject, let issuer):
            "'\(subject)' is issued by '\(issuer)', which is neither presented nor trusted"
        case .selfSigned(let subject): "'\(subject)' is self-signed and not a trust anchor"
        case .nameConstraint(let breach): breach.description
        case .distrusted(let subject, let label) where label.isEmpty: "the root program distrusts '\(subject)' explicitly"
        case .distrusted(let subject, let label): "the root program distrusts '\(subject)' explicitly (its entry: \(label))"
        case .distrustedAfter(let anchor, let date, let notBefore?):
            "issued on \(notBefore), and the root program trusts '\(anchor)' only for certificates issued until \(date)"
        case .distrustedAfter(let anchor, let date, nil):
            "the root program trusts '\(anchor)' only for certificates issued until \(date), and when this one was issued can't be read"
        case .other(_, _, let detail): detail
        }
    }

    /// Whether a wildcard is presented for a domain that the name asked for is, or lies below.
    package var hasWildcardAbove: Bool {
        guard case .nameMismatch(.dns(let name), let presented) = self else { return false }
        let text = name.octets.map(\.asciiLowercased)
        return presented.contains { identity in
            guard case .dns(let octets) = identity, octets.starts(with: [UInt8(ascii: "*"), UInt8(ascii: ".")]) else {
                return false
            }
            let domain = octets.dropFirst(2).map(\.asciiLowercased)
            return text == domain || text.reversed().starts(with: ([UInt8(ascii: ".")] + domain).reversed())
        }
    }

    /// How many names a sentence lists: a certificate may hold a thousand, and the JSON record has them all.
    private static let listedNames = 5

    private static func list(_ names: [PresentedIdentity]) -> String {
        let shown = names.prefix(listedNames).map(\.description).joined(separator: ", ")
        let rest = names.count - listedNames
        return rest > 0 ? "\(shown) and \(rest) more \(rest == 1 ? "name" : "names")" : shown
    }
}

extension Finding: CustomStringConvertible {
    /// The sentence of the evidence.
    public var description: String { evidence.description }
}
