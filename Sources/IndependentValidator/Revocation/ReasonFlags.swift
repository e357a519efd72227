import SwiftASN1

/// A set of reasons for revocation (ReasonFlags, RFC 5280 section 4.2.1.13): what a list or a distribution point covers.
struct ReasonFlags: OptionSet, Hashable, Sendable {
    /// Bit n is bit n of the BIT STRING.
    let rawValue: UInt16

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// keyCompromise (1) to aACompromise (8); bit 0 is unused.
    static let all = ReasonFlags(rawValue: 0b1_1111_1110)

    /// Reads a BIT STRING with an implicit tag. Unused bits must be 0 (X.690 section 11.2.1), reasons beyond the known ones are passed over.
    init(_ node: ASN1Node, _ field: String) throws(CertificateDecodingError) {
        let octets = try node.anyPrimitive(field)
        guard let unused = octets.first, unused < 8, octets.count > 1 || unused == 0,
            (octets.dropFirst().last ?? 0) & (1 << unused - 1) == 0
        else { throw CertificateDecodingError(field: field, reason: "no BIT STRING of DER") }
        var bits: UInt16 = 0
        for (place, octet) in octets.dropFirst().prefix(2).enumerated() {
            for bit in 0..<8 where octet & (0x80 >> UInt8(bit)) != 0 { bits |= 1 << UInt16(place * 8 + bit) }
        }
        self = ReasonFlags(rawValue: bits).intersection(.all)
    }
}
