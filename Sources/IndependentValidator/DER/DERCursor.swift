import SwiftASN1

/// Walks over DER values without decoding what is inside: CRLs of a million entries are passed once, in place.
///
/// Single-octet tags and definite, minimal lengths only (X.690 sections 8.1.2 and 10.1).
struct DERCursor {
    private let octets: ArraySlice<UInt8>
    private var position: Int
    private let end: Int

    init(_ octets: ArraySlice<UInt8>) {
        self.octets = octets
        position = octets.startIndex
        end = octets.endIndex
    }

    /// One value: its tag, where its content lies, and where all of it lies.
    struct Element {
        let tag: UInt8
        let content: Range<Int>
        let whole: Range<Int>
    }

    var isAtEnd: Bool { position == end }

    /// The tag of the next value; nil at the end.
    var nextTag: UInt8? { position < end ? octets[position] : nil }

    /// The next value, and passes it.
    mutating func next(_ field: @autoclosure () -> String) throws(CertificateDecodingError) -> Element {
        let start = position
        guard start < end else { throw CertificateDecodingError(field: field(), reason: "missing") }
        let tag = octets[start]
        guard tag & 0x1F != 0x1F, start + 1 < end else { throw CertificateDecodingError(field: field(), reason: "not DER") }
        var place = start + 2
        var length = Int(octets[start + 1])
        if length >= 0x80 {
            let count = length & 0x7F
            guard (1...4).contains(count), place + count <= end, octets[place] != 0 else {
                throw CertificateDecodingError(field: field(), reason: Self.badLength)
            }
            length = 0
            for _ in 0..<count {
                length = length << 8 | Int(octets[place])
                place += 1
            }
            if length < 0x80 { throw CertificateDecodingError(field: field(), reason: Self.badLength) }
        }
        guard length <= end - place else {
            throw CertificateDecodingError(field: field(), reason: "truncated: a length points past the end")
        }
        position = place + length
        return Element(tag: tag, content: place..<position, whole: start..<position)
    }

    /// The next value, which must have this tag.
    mutating func next(tagged tag: UInt8, _ field: @autoclosure () -> String) throws(CertificateDecodingError) -> Element {
        let element = try next(field())
        guard element.tag == tag else {
            throw CertificateDecodingError(
                field: field(), reason: "\(Self.name(tag)) expected, \(Self.name(element.tag)) found")
        }
        return element
    }

    private static func name(_ tag: UInt8) -> String {
        let tagClass: ASN1Identifier.TagClass =
            switch tag >> 6 {
            case 0: .universal
            case 1: .application
            case 2: .contextSpecific
            default: .private
            }
        return ASN1Identifier(tagWithNumber: UInt(tag & 0x1F), tagClass: tagClass).name
    }

    private static let badLength = "a length that DER does not allow (indefinite, not minimal, or too large)"
}
