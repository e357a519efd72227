import SwiftASN1

/// keyUsage (RFC 5280 section 4.2.1.3): what the key may be used for.
struct KeyUsage: OptionSet, Sendable {
    /// Bit 0 of the BIT STRING is the lowest.
    let rawValue: UInt16

    static let digitalSignature = KeyUsage(rawValue: 1 << 0)
    static let keyEncipherment = KeyUsage(rawValue: 1 << 2)
    static let keyAgreement = KeyUsage(rawValue: 1 << 4)
    static let certificateSigning = KeyUsage(rawValue: 1 << 5)
    static let listSigning = KeyUsage(rawValue: 1 << 6)

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// - Throws: also if no bit is set: "at least one of the bits MUST be set to 1".
    init(_ value: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        let octets = try parseDER(value, field: field).primitive(.bitString, field)
        guard let unused = octets.first, unused < 8, octets.count <= 3, octets.count > 1 || unused == 0 else {
            throw CertificateDecodingError(field: field, reason: "not a BIT STRING of at most 9 bits")
        }
        let bits = octets.dropFirst()
        if let last = bits.last, last & (UInt8(1) << unused &- 1) != 0 {
            throw CertificateDecodingError(field: field, reason: "BIT STRING with unused bits that are set")
        }
        var usage: UInt16 = 0
        for (index, octet) in bits.enumerated() {
            for bit in 0..<8 where octet & (0x80 >> bit) != 0 { usage |= 1 << UInt16(index * 8 + bit) }
        }
        if usage == 0 { throw CertificateDecodingError(field: field, reason: "no bit is set") }
        rawValue = usage
    }
}
