import SwiftASN1

/// Parses octets as exactly one DER value.
///
/// DER only (X.690 section 10): definite, minimal lengths. SwiftASN1 bounds the nesting (50 levels). Here as in all of
/// this folder, the field's name is made only when an error needs it.
func parseDER(_ octets: ArraySlice<UInt8>, field: @autoclosure () -> String) throws(CertificateDecodingError) -> ASN1Node {
    do {
        return try DER.parse(octets)
    } catch let error as ASN1Error {
        throw CertificateDecodingError(field: field(), reason: reason(error, octets))
    } catch {
        throw CertificateDecodingError(field: field(), reason: "not DER")
    }
}

private func reason(_ error: ASN1Error, _ octets: ArraySlice<UInt8>) -> String {
    switch error.code {
    case .truncatedASN1Field: return "truncated: a length points past the end"
    case .unsupportedFieldLength: return "a length that DER does not allow (indefinite, not minimal, or too large)"
    default:
        if let count = octetsAfterFirstValue(octets), count > 0 { return "followed by \(count) more octets" }
        return "not DER"
    }
}

/// How many octets follow the first value; nil if its header can't be read.
private func octetsAfterFirstValue(_ octets: ArraySlice<UInt8>) -> Int? {
    var cursor = DERCursor(octets)
    guard let first = try? cursor.next("") else { return nil }
    return octets.endIndex - first.whole.upperBound
}

extension ASN1Node {
    /// The content octets of a primitive value with this tag.
    func primitive(_ tag: ASN1Identifier, _ field: @autoclosure () -> String) throws(CertificateDecodingError) -> ArraySlice<UInt8>
    {
        guard identifier == tag else {
            throw CertificateDecodingError(field: field(), reason: "\(tag.name) expected, \(identifier.name) found")
        }
        return try anyPrimitive(field())
    }

    /// The content octets of a primitive value with any tag.
    func anyPrimitive(_ field: @autoclosure () -> String) throws(CertificateDecodingError) -> ArraySlice<UInt8> {
        guard case .primitive(let octets) = content else {
            throw CertificateDecodingError(field: field(), reason: "constructed, which DER does not allow here")
        }
        return octets
    }

    /// The values inside a constructed value with this tag.
    func children(_ tag: ASN1Identifier, _ field: @autoclosure () -> String) throws(CertificateDecodingError) -> ASN1NodeCollection
    {
        guard identifier == tag, case .constructed(let nodes) = content else {
            throw CertificateDecodingError(field: field(), reason: "\(tag.name) expected, \(identifier.name) found")
        }
        return nodes
    }

    /// The octets of a BIT STRING, which must fill whole octets, as every key and signature in a certificate does.
    func wholeBitString(_ field: @autoclosure () -> String) throws(CertificateDecodingError) -> ArraySlice<UInt8> {
        let octets = try primitive(.bitString, field())
        guard octets.first == 0 else { throw CertificateDecodingError(field: field(), reason: "BIT STRING of no whole octets") }
        return octets.dropFirst()
    }
}

extension ASN1Identifier {
    static func context(_ number: UInt) -> ASN1Identifier { ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific) }

    /// The tag as a reader of ASN.1 knows it.
    var name: String {
        switch self {
        case .sequence: "SEQUENCE"
        case .set: "SET"
        case .integer: "INTEGER"
        case .bitString: "BIT STRING"
        case .octetString: "OCTET STRING"
        case .objectIdentifier: "OBJECT IDENTIFIER"
        case .boolean: "BOOLEAN"
        case .null: "NULL"
        default:
            switch tagClass {
            case .universal: "universal tag \(tagNumber)"
            case .application: "[APPLICATION \(tagNumber)]"
            case .contextSpecific: "[\(tagNumber)]"
            case .private: "[PRIVATE \(tagNumber)]"
            }
        }
    }
}

/// The content octets of a BOOLEAN of DER: 0x00 or 0xFF (X.690 section 11.1).
func boolean(_ octets: ArraySlice<UInt8>, _ field: @autoclosure () -> String) throws(CertificateDecodingError) -> Bool {
    switch (octets.count, octets.first) {
    case (1, 0xFF): return true
    case (1, 0x00): return false
    default: throw CertificateDecodingError(field: field(), reason: "not a BOOLEAN of DER")
    }
}

extension ASN1Node {
    /// A BOOLEAN of DER, or what has this implicit tag instead.
    func boolean(_ field: @autoclosure () -> String, tag: ASN1Identifier = .boolean) throws(CertificateDecodingError) -> Bool {
        try IndependentValidator.boolean(try primitive(tag, field()), field())
    }

    /// An INTEGER that counts something: negative ones are refused, ones beyond 31 bits become the largest number of 31
    /// bits, which counts more than any path can have.
    func smallNonNegativeInteger(
        _ field: @autoclosure () -> String, tag: ASN1Identifier = .integer
    ) throws(CertificateDecodingError) -> Int {
        let octets = try primitive(tag, field())
        guard let first = octets.first else { throw CertificateDecodingError(field: field(), reason: "INTEGER of no octets") }
        if first >= 0x80 { throw CertificateDecodingError(field: field(), reason: "a negative INTEGER") }
        if octets.count > 1, first == 0, octets.dropFirst().first.map({ $0 < 0x80 }) == true {
            throw CertificateDecodingError(field: field(), reason: "INTEGER with a padding octet")
        }
        if octets.count > 4 { return Int(Int32.max) }
        return octets.reduce(0) { $0 << 8 | Int($1) }
    }
}
