import ServerIdentity
import SwiftASN1

/// Decodes subjectAltName (RFC 5280 section 4.2.1.6) into presented identities, in order.
///
/// A name is taken as its octets, whatever they are: an empty dNSName, a NUL or an iPAddress of 5 octets is *presented*, and the
/// matcher lets it match nothing. Only what is no GeneralNames at all makes the certificate malformed.
enum AlternativeNames {
    static let field = "tbsCertificate.extensions.subjectAltName"

    static func decode(_ extensionValue: ArraySlice<UInt8>) throws(CertificateDecodingError) -> [PresentedIdentity] {
        let root = try parseDER(extensionValue, field: field)
        var names: [PresentedIdentity] = []
        for node in try root.children(.sequence, field) { names.append(try decodeName(node)) }
        // "the sequence MUST contain at least one entry"
        if names.isEmpty { throw CertificateDecodingError(field: field, reason: "GeneralNames without an entry") }
        return names
    }

    private static func decodeName(_ node: ASN1Node) throws(CertificateDecodingError) -> PresentedIdentity {
        switch node.identifier {
        case .context(0): return try decodeOtherName(node)
        case .context(1): return .email(Array(try node.anyPrimitive("\(field).rfc822Name")))
        case .context(2): return .dns(Array(try node.anyPrimitive("\(field).dNSName")))
        case .context(3): return .other("x400Address")
        case .context(4):
            let name = try unwrapExplicit(node, .context(4), "\(field).directoryName")
            return .directoryName(try DistinguishedName(name, "\(field).directoryName").text)
        case .context(5): return .other("ediPartyName")
        case .context(6): return .uri(Array(try node.anyPrimitive("\(field).uniformResourceIdentifier")))
        case .context(7): return .ip(Array(try node.anyPrimitive("\(field).iPAddress")))
        case .context(8):
            let content = try node.anyPrimitive("\(field).registeredID")
            return .other("registeredID \(try OID(content: content, "\(field).registeredID"))")
        default: throw CertificateDecodingError(field: field, reason: "\(node.identifier.name) is no GeneralName")
        }
    }

    /// otherName: SRVName (RFC 4985 section 2, an IA5String) is a server's name, all others are only named.
    private static func decodeOtherName(_ node: ASN1Node) throws(CertificateDecodingError) -> PresentedIdentity {
        let path = "\(field).otherName"
        var fields = try FieldReader(node, path, tag: .context(0))
        let type = try OID(try fields.next("type-id"), "\(path).type-id")
        let value = try unwrapExplicit(try fields.next("value"), .context(0), "\(path).value")
        try fields.end()
        guard type == .serviceName else { return .other("otherName \(type)") }
        guard value.identifier == .ia5String else { return .other("SRVName that is no IA5String") }
        return .srv(Array(try value.anyPrimitive("\(path).value")))
    }
}

extension OID {
    /// id-on-dnsSRV, RFC 4985 section 2.
    static let serviceName = OID(1, 3, 6, 1, 5, 5, 7, 8, 7)
}
