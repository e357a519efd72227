/// One name that a certificate presents, as its octets stand in the certificate (RFC 9525 section 2, "presented
/// identifier").
public enum PresentedIdentity: Hashable, Sendable {
    /// subjectAltName dNSName; may be a wildcard pattern, and may be no valid name at all.
    case dns([UInt8])
    /// subjectAltName iPAddress; a valid one has exactly 4 or 16 octets.
    case ip([UInt8])
    /// subjectAltName uniformResourceIdentifier.
    case uri([UInt8])
    /// subjectAltName otherName of type id-on-dnsSRV (RFC 4985): `_service.domain`.
    case srv([UInt8])
    /// subjectAltName rfc822Name; reported, never matched.
    case email([UInt8])
    /// subjectAltName directoryName in the string form of RFC 4514; reported, never matched.
    case directoryName(String)
    /// Any other subjectAltName form, by its name or object identifier; reported, never matched.
    case other(String)
    /// A commonName of the subject; matched only under a policy that says so.
    case commonName([UInt8])
}

extension PresentedIdentity: CustomStringConvertible {
    /// The name with octets outside printable ASCII escaped; kinds that could be mistaken for a DNS name say what they
    /// are.
    public var description: String {
        switch self {
        case .dns(let octets) where octets.isEmpty: "(empty dNSName)"
        case .dns(let octets): Self.isAddressText(octets) ? "dNSName \(EscapedText(octets))" : Self.quoted(octets)
        case .ip(let octets): IPAddress(octets: octets)?.description ?? "(iPAddress of \(octets.count) octets)"
        case .uri(let octets), .srv(let octets): Self.quoted(octets)
        case .email(let octets): "email \(Self.quoted(octets))"
        case .directoryName(let text): "directoryName \(text)"
        case .other(let kind): "other name \(kind)"
        case .commonName(let octets): "CN \(Self.quoted(octets))"
        }
    }

    /// In quotes if it could be read as several names or as part of the sentence around it.
    private static func quoted(_ octets: [UInt8]) -> String {
        let text = EscapedText(octets).description
        return octets.contains { " ,;'\"".utf8.contains($0) } ? "'\(text)'" : text
    }

    /// A dNSName that reads like an address must not be taken for an iPAddress.
    private static func isAddressText(_ octets: [UInt8]) -> Bool {
        IPAddress(parsing: String(decoding: octets, as: UTF8.self)) != nil
    }
}
