import SwiftASN1

/// A Name of RFC 5280 section 4.1.2.4, as its DER octets and as text.
///
/// Two names are equal if their octets are: how GnuTLS and most verifiers link certificates. RFC 5280 section 7.1 would also let
/// names match that differ in case or string type; CAs copy the octets, and an exact comparison never links too much.
public struct DistinguishedName: Hashable, Sendable {
    /// The whole DER encoding, tag and length included.
    public let octets: [UInt8]
    /// The string form of RFC 4514 (most specific part first). Printable ASCII only: other octets are `\HH`.
    public let text: String
    /// All commonNames in encoded order, as UTF-8 or as their own octets; the last one is the most specific.
    public let commonNames: [[UInt8]]

    /// Equal octets; the text and the commonNames follow from them.
    public static func == (first: DistinguishedName, second: DistinguishedName) -> Bool { first.octets == second.octets }

    /// Hashes the octets.
    public func hash(into hasher: inout Hasher) { hasher.combine(octets) }

    /// Whether the name has no attributes at all.
    public var isEmpty: Bool { text.isEmpty }

    init(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) {
        octets = Array(node.encodedBytes)
        var parts: [String] = []
        var commonNames: [[UInt8]] = []
        for set in try node.children(.sequence, field) {
            var attributes: [String] = []
            for attribute in try set.children(.set, field) {
                let decoded = try NameAttribute(attribute, field)
                attributes.append(decoded.text)
                if decoded.type == .commonName, let value = decoded.value { commonNames.append(value) }
            }
            parts.append(attributes.joined(separator: "+"))
        }
        // RFC 4514 section 2.1: the last part of the encoding comes first.
        text = parts.reversed().joined(separator: ",")
        self.commonNames = commonNames
    }
}

extension DistinguishedName: CustomStringConvertible {
    /// The string form of RFC 4514.
    public var description: String { text }
}
