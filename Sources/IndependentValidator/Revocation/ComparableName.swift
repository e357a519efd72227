import SwiftASN1

/// A GeneralName as far as distribution points compare them (RFC 5280 section 6.3.3 (b)(2)(i)).
///
/// Directory names compare as names; all others by their octets, which never matches too much.
enum ComparableName: Hashable, Sendable {
    case directory(DistinguishedName)
    /// The number of the tag, and the content octets.
    case other(tag: UInt, octets: ArraySlice<UInt8>)

    init(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) {
        guard node.identifier.tagClass == .contextSpecific, node.identifier.tagNumber <= 8 else {
            throw CertificateDecodingError(field: field, reason: "\(node.identifier.name) is no GeneralName")
        }
        if node.identifier == .context(4) {
            self = .directory(try DistinguishedName(try unwrapExplicit(node, .context(4), field), field))
        } else {
            self = .other(tag: node.identifier.tagNumber, octets: node.encodedBytes)
        }
    }

    /// Reads GeneralNames, whatever their tag: at least one.
    static func list(_ node: ASN1Node, _ tag: ASN1Identifier, _ field: String) throws(CertificateDecodingError) -> [ComparableName]
    {
        var names: [ComparableName] = []
        for child in try node.children(tag, field) { names.append(try ComparableName(child, field)) }
        if names.isEmpty { throw CertificateDecodingError(field: field, reason: "GeneralNames without an entry") }
        return names
    }

    var directoryName: DistinguishedName? {
        if case .directory(let name) = self { return name }
        return nil
    }
}
