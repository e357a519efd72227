import SwiftASN1

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

    /// An INTEGER that counts something: negative ones are refused, ones beyond 31 bits become the largest number of 31 bits, which counts more
    /// than any path can have.
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
