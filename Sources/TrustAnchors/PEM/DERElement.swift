/// The outermost tag and length of a DER encoding (X.690 sections 8.1 and 10.1), enough to tell where a certificate
/// ends.
enum DERElement {
    /// Why octets are not exactly one SEQUENCE; nil if they are.
    static func problem(in octets: [UInt8]) -> PEMProblem.Reason? {
        guard let length = sequenceLength(octets) else { return .notDER }
        if length > octets.count { return .truncatedDER(octets: octets.count, expected: length) }
        if length < octets.count { return .trailingOctets(octets.count - length) }
        return nil
    }

    /// Whether a file begins as a SEQUENCE of 128 octets or more does. No certificate is smaller, and no text begins
    /// so: the second octet is beyond ASCII.
    static func looksLikeDER(_ octets: [UInt8]) -> Bool {
        octets.count >= 2 && octets[0] == sequenceTag && (0x81...0x84).contains(octets[1])
    }

    /// Octets of the whole element, header included. Nil for another tag, an indefinite length, one that is not in its
    /// shortest form, or one of more than four octets.
    private static func sequenceLength(_ octets: [UInt8]) -> Int? {
        guard octets.count >= 2, octets[0] == sequenceTag else { return nil }
        let first = octets[1]
        if first < 0x80 { return 2 + Int(first) }
        let count = Int(first & 0x7F)
        guard (1...4).contains(count), octets.count >= 2 + count else { return nil }
        let length = octets[2..<(2 + count)].reduce(0) { $0 << 8 | Int($1) }
        guard length >= 0x80, octets[2] != 0 else { return nil }
        return 2 + count + length
    }

    private static let sequenceTag: UInt8 = 0x30
}

/// Walks over DER values with definite lengths, decoding none.
struct DERReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ octets: ArraySlice<UInt8>) { rest = octets }

    /// The tag of the next value; nil at the end.
    var tag: UInt8? { rest.first }

    /// The content of the next value; nil, and nothing is taken, if it has another tag or no length of DER.
    mutating func next(_ tag: UInt8) -> DERReader? { take(tag)?.content }

    /// The next value with its tag and length; likewise.
    mutating func whole(_ tag: UInt8) -> ArraySlice<UInt8>? { take(tag)?.whole }

    private mutating func take(_ tag: UInt8) -> (content: DERReader, whole: ArraySlice<UInt8>)? {
        var ahead = rest
        guard ahead.popFirst() == tag, let first = ahead.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            let count = Int(first & 0x7F)
            guard (1...4).contains(count), ahead.count >= count else { return nil }
            length = ahead.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            ahead = ahead.dropFirst(count)
        }
        guard ahead.count >= length else { return nil }
        let whole = rest.prefix(ahead.startIndex - rest.startIndex + length)
        rest = ahead.dropFirst(length)
        return (DERReader(ahead.prefix(length)), whole)
    }
}

/// The certificates of a PKCS#7 file: a SignedData that signs nothing (RFC 2315 section 9.1, RFC 5652 section 5.1).
enum PKCS7 {
    /// DER each, in the order of the file, which is that of a set: it says nothing; nil if it is no SignedData in DER.
    static func certificates(in octets: [UInt8]) -> [[UInt8]]? {
        var outer = DERReader(octets[...])
        guard var content = outer.next(0x30), outer.tag == nil, let type = content.next(0x06),
            type.rest.elementsEqual([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]),
            var explicit = content.next(0xA0),
            var data = explicit.next(0x30), data.next(0x02) != nil, data.next(0x31) != nil, data.next(0x30) != nil,
            var set = data.next(0xA0)
        else { return nil }
        var certificates: [[UInt8]] = []
        while let certificate = set.whole(0x30) { certificates.append(Array(certificate)) }
        return set.tag == nil ? certificates : nil
    }
}
