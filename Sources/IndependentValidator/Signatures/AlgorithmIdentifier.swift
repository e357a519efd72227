import SwiftASN1

/// AlgorithmIdentifier of RFC 5280 section 4.1.1.2, as it stands before signatures, keys and hashes alike.
enum AlgorithmIdentifier {
    /// The algorithm, and its parameters if there are any.
    static func decode(
        _ node: ASN1Node, _ field: @autoclosure () -> String
    ) throws(CertificateDecodingError) -> (type: OID, parameters: ASN1Node?) {
        var nodes = try node.children(.sequence, field()).makeIterator()
        guard let first = nodes.next() else { throw CertificateDecodingError(field: "\(field()).algorithm", reason: "missing") }
        let type = try OID(first, "\(field()).algorithm")
        let parameters = nodes.next()
        if nodes.next() != nil { throw CertificateDecodingError(field: field(), reason: "a value after the parameters") }
        return (type, parameters)
    }
}
