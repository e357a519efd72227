import ServerIdentity

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

/// The certificates of a PKCS#7 file: a SignedData that signs nothing (RFC 2315 section 9.1, RFC 5652 section 5.1), DER
/// each. Their order is that of a set: it says nothing.
struct PKCS7: Sequence, IteratorProtocol {
    private var set: DERReader

    /// Nil if it is no SignedData in DER, or holds something else than certificates among the first ones.
    ///
    /// - Parameter limit: how many certificates are looked at.
    init?(_ octets: [UInt8], limit: Int) {
        var outer = DERReader(octets[...])
        guard var content = outer.next(0x30), outer.tag == nil, let type = content.next(0x06),
            type.rest.elementsEqual([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]),
            var explicit = content.next(0xA0),
            var data = explicit.next(0x30), data.next(0x02) != nil, data.next(0x31) != nil, data.next(0x30) != nil
        else { return nil }
        // CRLs and signers follow; a file of CRLs alone has no certificates.
        let isWithoutSet = data.tag == 0xA1 || data.tag == 0x31
        guard let set = isWithoutSet ? DERReader([]) : data.next(0xA0) else { return nil }
        self.set = set
        var ahead = set
        var count = 0
        while count < limit, ahead.whole(0x30) != nil { count += 1 }
        if count < limit, ahead.tag != nil { return nil }
    }

    /// Whether there is none.
    var isEmpty: Bool { self.set.tag == nil }

    mutating func next() -> ArraySlice<UInt8>? { set.whole(0x30) }
}
