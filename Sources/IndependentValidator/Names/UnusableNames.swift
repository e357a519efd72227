import ServerIdentity

/// Names that a certificate presents and that can match nothing, as notes: they explain a mismatch, and are worth
/// reporting without one.
enum UnusableNames {
    /// How many are named one by one: a hostile certificate may hold thousands.
    static let namedOnes = 8

    static func notes(_ certificate: DecodedCertificate, depth: Int, policy: Policy) -> [Finding] {
        let notes = certificate.names.lazy.compactMap { note($0, depth, policy) }
        let named = Array(notes.prefix(namedOnes + 1))
        if named.count <= namedOnes { return named }
        let detail = "more than \(namedOnes) presented names match nothing; the first \(namedOnes) are named"
        return named.dropLast() + [Finding(.other(.profileViolation, .unusableName, detail: detail), depth: depth)]
    }

    private static func note(_ name: PresentedIdentity, _ depth: Int, _ policy: Policy) -> Finding? {
        switch name {
        case .dns(let octets):
            do {
                try DNSPattern.check(octets, policy: policy)
                return nil
            } catch {
                let id: FindingID = error.isMalformed ? .malformedCertificate : .profileViolation
                return finding(id, "dNSName '\(EscapedText(octets))' matches nothing: \(error)", depth, error.rule)
            }
        case .ip(let octets):
            if octets.count == 4 || octets.count == 16 { return nil }
            let detail = "iPAddress '\(hexadecimal(octets.prefix(32)))' matches nothing: \(octets.count) octets instead of 4 or 16"
            return finding(.malformedCertificate, detail, depth, subjectAlternativeName)
        case .uri(let octets):
            if octets.allSatisfy({ $0 > 0 && $0 < 0x80 }), !octets.isEmpty { return nil }
            let detail =
                "uniformResourceIdentifier '\(EscapedText(octets))' matches nothing: empty, or with a NUL or an octet beyond ASCII"
            return finding(.malformedCertificate, detail, depth, subjectAlternativeName)
        case .srv(let octets):
            if octets.allSatisfy({ $0 > 0 && $0 < 0x80 }), octets.first == UInt8(ascii: "_"), octets.contains(UInt8(ascii: ".")) {
                return nil
            }
            return finding(
                .malformedCertificate, "SRVName '\(EscapedText(octets))' matches nothing: not _service.domain", depth,
                "RFC 4985 section 2")
        case .email, .directoryName, .other, .commonName: return nil
        }
    }

    private static let subjectAlternativeName = "RFC 5280 section 4.2.1.6"

    private static func finding(_ id: FindingID, _ detail: String, _ depth: Int, _ rule: String) -> Finding {
        Finding(.other(id, .unusableName, detail: detail), depth: depth, rule: rule)
    }
}

extension DNSPatternError {
    /// The section that says so.
    var rule: String {
        switch self {
        case .notAHostName, .trailingDot: "RFC 5280 section 4.2.1.6"
        case .severalWildcards, .wildcardNotLeftmost, .partialWildcard: "RFC 9525 section 6.3"
        case .wildcardInALabel: "RFC 6125 section 6.4.3"
        case .tooFewLabels: "RFC 9525 section 7.1"
        }
    }
}
