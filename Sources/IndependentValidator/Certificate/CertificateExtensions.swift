import ServerIdentity
import SwiftASN1

/// The extensions of a certificate, each once, and the few of them that names and linking need.
struct CertificateExtensions {
    private(set) var entries: [Entry] = []
    private(set) var remarks: [String] = []

    /// One extension: its type, whether it is critical, and the octets inside extnValue.
    struct Entry: Hashable, Sendable {
        let type: OID
        let isCritical: Bool
        let value: ArraySlice<UInt8>
    }

    static let field = "tbsCertificate.extensions"

    init() {}

    /// - Throws: for a broken structure, and for two extensions of one type (RFC 5280 section 4.2: "MUST NOT include more than
    ///   one").
    init(_ node: ASN1Node) throws(CertificateDecodingError) {
        let list = try unwrapExplicit(node, .context(3), Self.field)
        var seen = Set<OID>(minimumCapacity: 16)
        for element in try list.children(.sequence, Self.field) {
            let entry = try decode(element)
            guard seen.insert(entry.type).inserted else {
                throw CertificateDecodingError(field: Self.field, reason: "two extensions of type \(entry.type)")
            }
            entries.append(entry)
        }
        if entries.isEmpty { remarks.append("\(Self.field): an empty list") }
    }

    private mutating func decode(_ node: ASN1Node) throws(CertificateDecodingError) -> Entry {
        var fields = try FieldReader(node, Self.field)
        let type = try OID(try fields.next("extnID"), "\(Self.field).extnID")
        var isCritical = false
        if let critical = fields.next(ifTagged: .boolean) {
            let octets = try critical.anyPrimitive("\(Self.field).critical")
            switch (octets.count, octets.first) {
            case (1, 0xFF): isCritical = true
            case (1, 0x00): remarks.append("\(Self.field).critical: FALSE is written out, which DER forbids")
            default: throw CertificateDecodingError(field: "\(Self.field).critical", reason: "not a BOOLEAN of DER")
            }
        }
        let value = try fields.next("extnValue").primitive(.octetString, "\(Self.field).extnValue")
        try fields.end()
        return Entry(type: type, isCritical: isCritical, value: value)
    }

    subscript(type: OID) -> Entry? { entries.first { $0.type == type } }

    /// subjectAltName; nil if there is none.
    func alternativeNames() throws(CertificateDecodingError) -> [PresentedIdentity]? {
        guard let entry = self[.subjectAlternativeName] else { return nil }
        return try AlternativeNames.decode(entry.value)
    }

    /// keyIdentifier of authorityKeyIdentifier (RFC 5280 section 4.2.1.1); nil if there is none.
    func authorityKeyIdentifier() throws(CertificateDecodingError) -> [UInt8]? {
        guard let entry = self[.authorityKeyIdentifier] else { return nil }
        let field = "\(Self.field).authorityKeyIdentifier"
        var fields = try FieldReader(try parseDER(entry.value, field: field), field)
        guard let identifier = fields.next(ifTagged: .context(0)) else { return nil }
        return Array(try identifier.anyPrimitive("\(field).keyIdentifier"))
    }

    /// subjectKeyIdentifier (RFC 5280 section 4.2.1.2); nil if there is none.
    func subjectKeyIdentifier() throws(CertificateDecodingError) -> [UInt8]? {
        guard let entry = self[.subjectKeyIdentifier] else { return nil }
        let field = "\(Self.field).subjectKeyIdentifier"
        return Array(try parseDER(entry.value, field: field).primitive(.octetString, field))
    }
}

extension OID {
    static let subjectKeyIdentifier = OID(2, 5, 29, 14)
    static let subjectAlternativeName = OID(2, 5, 29, 17)
    static let authorityKeyIdentifier = OID(2, 5, 29, 35)
}
