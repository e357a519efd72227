import ServerIdentity
import SwiftASN1

/// An object identifier as its content octets, so that arcs of any size compare (UUID arcs have 128 bits).
struct OID: Hashable, Sendable {
    /// A part of what was decoded, where it was: not copied.
    let octets: ArraySlice<UInt8>

    /// Reads an OBJECT IDENTIFIER; refuses one that does not end or has a padded arc (X.690 section 8.19.2).
    init(_ node: ASN1Node, _ field: @autoclosure () -> String) throws(CertificateDecodingError) {
        let content = try node.primitive(.objectIdentifier, field())
        try self.init(content: content, field())
    }

    init(content: ArraySlice<UInt8>, _ field: @autoclosure () -> String) throws(CertificateDecodingError) {
        guard let last = content.last, last < 0x80 else {
            throw CertificateDecodingError(field: field(), reason: "object identifier without an end")
        }
        var startsArc = true
        for octet in content {
            if startsArc, octet == 0x80 {
                throw CertificateDecodingError(field: field(), reason: "object identifier with a padded arc")
            }
            startsArc = octet < 0x80
        }
        octets = content
    }

    /// Takes arcs below 2^28, for the constants of this module.
    init(_ first: Int, _ second: Int, _ rest: Int...) { self.init(arcs: [first, second] + rest) }

    private init(arcs: [Int]) {
        var encoded: [UInt8] = []
        for arc in [arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2) {
            for shift in [21, 14, 7] where arc >> shift != 0 { encoded.append(UInt8(arc >> shift & 0x7F) | 0x80) }
            encoded.append(UInt8(arc & 0x7F))
        }
        octets = encoded[...]
    }

    /// Reads dotted text, as a caller writes it; nil for what is no object identifier with arcs below 2^28.
    init?(text: String) {
        let arcs = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard arcs.count >= 2, arcs.allSatisfy({ $0.map { (0..<1 << 28).contains($0) } ?? false }) else { return nil }
        let numbers = arcs.compactMap(\.self)
        guard numbers[0] <= 2, numbers[1] < (numbers[0] == 2 ? 1 << 27 : 40) else { return nil }
        self.init(arcs: numbers)
    }

    func hash(into hasher: inout Hasher) { octets.hashWords(into: &hasher) }
}

extension OID: CustomStringConvertible {
    /// `1.2.840.113549.1.1.11`; with an arc beyond 63 bits, the octets in hexadecimal instead.
    var description: String {
        var arcs: [UInt64] = []
        var arc: UInt64 = 0
        for octet in octets {
            guard arc < 1 << 56 else { return "oid:\(hexadecimal(octets.prefix(64)))" }
            arc = arc << 7 | UInt64(octet & 0x7F)
            if octet < 0x80 {
                if arcs.isEmpty {
                    let root = min(arc / 40, 2)
                    arcs = [root, arc - root * 40]
                } else {
                    arcs.append(arc)
                }
                arc = 0
            }
        }
        return arcs.map { String($0) }.joined(separator: ".")
    }
}
