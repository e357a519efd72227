import SwiftASN1
import X509

/// One subjectAltName of a lab certificate, octet by octet: libraries that build certificates refuse or repair what the
/// lab needs broken.
enum LabName: Sendable {
    /// dNSName; any octets.
    case dns([UInt8])
    /// iPAddress; any octets.
    case ip([UInt8])
    /// uniformResourceIdentifier.
    case uri(String)
    /// SRVName (RFC 4985): `_service.domain`.
    case srv(String)

    static func dns(_ text: String) -> LabName { .dns(Array(text.utf8)) }

    /// The subjectAltName extension with these names, in order (RFC 5280 section 4.2.1.6).
    static func subjectAlternativeName(_ names: [LabName]) throws -> Certificate.Extension {
        var serializer = DER.Serializer()
        try serializer.appendConstructedNode(identifier: .sequence) { inner throws in
            for name in names { try name.serialize(into: &inner) }
        }
        return Certificate.Extension(
            oid: .X509ExtensionID.subjectAlternativeName, critical: false, value: serializer.serializedBytes[...])
    }

    private func serialize(into serializer: inout DER.Serializer) throws {
        switch self {
        case .dns(let octets): serializer.appendPrimitiveNode(identifier: Self.tag(2)) { $0 += octets }
        case .uri(let text): serializer.appendPrimitiveNode(identifier: Self.tag(6)) { $0 += Array(text.utf8) }
        case .ip(let octets): serializer.appendPrimitiveNode(identifier: Self.tag(7)) { $0 += octets }
        case .srv(let text):
            try serializer.appendConstructedNode(identifier: Self.tag(0)) { inner throws in
                try inner.serialize(Self.srvNameType)
                try inner.appendConstructedNode(identifier: Self.tag(0)) { value throws in
                    value.appendPrimitiveNode(identifier: .ia5String) { $0 += Array(text.utf8) }
                }
            }
        }
    }

    private static func tag(_ number: UInt) -> ASN1Identifier {
        ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific)
    }

    /// id-on-dnsSRV (RFC 4985 section 2).
    private static let srvNameType: ASN1ObjectIdentifier = [1, 3, 6, 1, 5, 5, 7, 8, 7]
}
