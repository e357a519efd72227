import ServerIdentity
import SwiftASN1

/// A Name of RFC 5280 section 4.1.2.4, as its DER octets and as text.
///
/// Two names are equal if their octets are: how GnuTLS and most verifiers link certificates. RFC 5280 section 7.1 would also let
/// names match that differ in case or string type; CAs copy the octets, and an exact comparison never links too much.
public struct DistinguishedName: Hashable, Sendable {
    /// The whole DER encoding, tag and length included.
    public let octets: [UInt8]

    /// Equal octets; everything else follows from them.
    public static func == (first: DistinguishedName, second: DistinguishedName) -> Bool { first.octets.isEqual(to: second.octets) }

    /// Hashes the octets.
    public func hash(into hasher: inout Hasher) { octets.hashWords(into: &hasher) }

    /// Checks the structure down to every attribute; what the attributes say is read when somebody asks.
    init(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) {
        octets = Array(node.encodedBytes)
        for set in try node.children(.sequence, field) {
            for attribute in try set.children(.set, field) {
                _ = try NameAttribute(attribute, field)
            }
        }
    }

    /// Whether the name has no attributes at all.
    public var isEmpty: Bool { text.isEmpty }

    /// The string form of RFC 4514 (most specific part first). Printable ASCII only: other octets are `\HH`. Made at each call.
    public var text: String {
        // RFC 4514 section 2.1: the last part of the encoding comes first.
        relativeNames.reversed().map { $0.map(\.text).joined(separator: "+") }.joined(separator: ",")
    }

    /// All commonNames in encoded order, as UTF-8 or as their own octets; the last one is the most specific. Made at each call.
    public var commonNames: [[UInt8]] { relativeNames.joined().filter { $0.type == .commonName }.compactMap(\.string) }

    /// The attributes of each RelativeDistinguishedName, in encoded order.
    private var relativeNames: [[NameAttribute]] {
        // These octets were decoded before.
        guard let node = try? parseDER(octets[...], field: ""), let sets = try? node.children(.sequence, "") else { return [] }
        return sets.map { set in
            guard let attributes = try? set.children(.set, "") else { return [] }
            return attributes.compactMap { try? NameAttribute($0, "") }
        }
    }
}

extension DistinguishedName: CustomStringConvertible {
    /// The string form of RFC 4514.
    public var description: String { text }
}
