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
