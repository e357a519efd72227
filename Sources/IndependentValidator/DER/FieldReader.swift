import SwiftASN1

/// Reads the fields of a SEQUENCE in order; every error names the field.
struct FieldReader {
    private var nodes: ASN1NodeCollection.Iterator
    private let path: String

    /// Opens a SEQUENCE (or what has this implicit tag instead).
    init(_ node: ASN1Node, _ path: String, tag: ASN1Identifier = .sequence) throws(CertificateDecodingError) {
        nodes = try node.children(tag, path).makeIterator()
        self.path = path
    }

    /// The next field, which must be there.
    mutating func next(_ field: StaticString) throws(CertificateDecodingError) -> ASN1Node {
        guard let node = nodes.next() else { throw CertificateDecodingError(field: "\(path).\(field)", reason: "missing") }
        return node
    }

    /// The next field if it has this tag; else nil, and it stays the next.
    mutating func next(ifTagged tag: ASN1Identifier) -> ASN1Node? {
        var ahead = nodes
        guard let node = ahead.next(), node.identifier == tag else { return nil }
        nodes = ahead
        return node
    }

    /// Refuses a field after the last one.
    mutating func end() throws(CertificateDecodingError) {
        if let extra = nodes.next() {
            throw CertificateDecodingError(field: path, reason: "unexpected \(extra.identifier.name) after the last field")
        }
    }
}

/// The one value inside an EXPLICIT tag.
func unwrapExplicit(
    _ node: ASN1Node, _ tag: ASN1Identifier, _ field: @autoclosure () -> String
) throws(CertificateDecodingError) -> ASN1Node {
    var nodes = try node.children(tag, field()).makeIterator()
    guard let inner = nodes.next(), nodes.next() == nil else {
        throw CertificateDecodingError(field: field(), reason: "an explicit tag holds exactly one value")
    }
    return inner
}
