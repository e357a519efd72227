import SwiftASN1

/// The extensions of a CRL, of an entry in it, of an OCSP response or of its signer's certificate: each once, none
/// interpreted.
struct StatusExtensions: Sendable {
    private(set) var entries: [Entry] = []

    /// One extension: its type, whether it is critical, and the octets inside extnValue.
    struct Entry: Sendable {
        let type: OID
        let isCritical: Bool
        let value: ArraySlice<UInt8>
    }

    /// No extensions.
    init() {}

    /// Reads the content octets of Extensions, a SEQUENCE of at least one.
    ///
    /// - Throws: for a broken structure, and for two extensions of one type (RFC 5280 section 4.2).
    init(_ content: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var cursor = DERCursor(content)
        while !cursor.isAtEnd {
            var fields = DERCursor(content[try cursor.next(tagged: 0x30, field).content])
            let type = try OID(content: content[try fields.next(tagged: 0x06, field).content], field)
            var isCritical = false
            if fields.nextTag == 0x01 {
                // Q: What of a FALSE, which is the DEFAULT and so should be left out? A: Its meaning is clear: taken.
                isCritical = try boolean(content[try fields.next(field).content], "\(field).critical")
            }
            let value = content[try fields.next(tagged: 0x04, field).content]
            guard fields.isAtEnd else {
                throw CertificateDecodingError(field: field, reason: "unexpected octets after the last field")
            }
            if self[type] != nil { throw CertificateDecodingError(field: field, reason: "two extensions of type \(type)") }
            if entries.count == Self.maximumCount {
                throw CertificateDecodingError(field: field, reason: "more than \(Self.maximumCount) extensions")
            }
            entries.append(Entry(type: type, isCritical: isCritical, value: value))
        }
        if entries.isEmpty { throw CertificateDecodingError(field: field, reason: "an empty list") }
    }

    subscript(type: OID) -> Entry? { entries.first { $0.type == type } }

    /// The first critical extension that is not among these; nil if all are known.
    func unknownCritical(known: Set<OID>) -> OID? { entries.first { $0.isCritical && !known.contains($0.type) }?.type }

    /// 64: a dozen are defined; each new one is compared with all before it.
    private static let maximumCount = 64
}
