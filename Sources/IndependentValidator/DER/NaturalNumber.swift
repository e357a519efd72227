import SwiftASN1

/// An INTEGER of zero or more, strictly decoded: what keys, signatures and CRL numbers are made of.
struct NaturalNumber: Hashable, Sendable {
    /// Big-endian without leading zeros; empty for zero. A part of what was decoded, not copied.
    let octets: ArraySlice<UInt8>

    /// Refuses a negative number, and one with padding (X.690 section 8.3.2: the fewest octets).
    init(_ node: ASN1Node, _ field: @autoclosure () -> String) throws(CertificateDecodingError) {
        let content = try node.primitive(.integer, field())
        guard let first = content.first else { throw CertificateDecodingError(field: field(), reason: "INTEGER of no octets") }
        if first >= 0x80 { throw CertificateDecodingError(field: field(), reason: "a negative INTEGER") }
        if first != 0 {
            octets = content
            return
        }
        if content.count > 1, content[content.startIndex + 1] < 0x80 {
            throw CertificateDecodingError(field: field(), reason: "INTEGER with more octets than it needs")
        }
        octets = content.dropFirst()
    }

    var isOdd: Bool { (octets.last ?? 0) & 1 == 1 }

    /// How many bits the number has; 0 for zero.
    var bitCount: Int { octets.first.map { octets.count * 8 - $0.leadingZeroBitCount } ?? 0 }

    /// The number, if it is below 2^56.
    var small: Int? { octets.count <= 7 ? octets.reduce(0) { $0 << 8 | Int($1) } : nil }
}

extension NaturalNumber: Comparable {
    static func < (first: NaturalNumber, second: NaturalNumber) -> Bool {
        if first.octets.count != second.octets.count { return first.octets.count < second.octets.count }
        return first.octets.lexicographicallyPrecedes(second.octets)
    }
}
