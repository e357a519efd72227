/// What GnuTLS may be asked to decode. Its decoder takes time by the square of the parts of a name (measured, 3.7.9:
/// 8,000 parts 0.6 s, 2,000 parts 0.04 s), and nothing can stop it once it has begun: so this is asked before.
extension Certificate {
    /// 2,500 parts of names (RelativeDistinguishedName, RFC 5280 section 4.1.2.4) in one certificate: 70 ms. Real ones
    /// have 3 to 20, the largest of a suite of odd ones 2,172.
    static let maximumNameParts = 2_500
    /// 4,000 parts of names in one list of certificates: 0.1 s.
    static let maximumNamePartsOfList = 4_000
    /// 512 KiB in one list of certificates: 0.2 s, if all of it is name constraints. Real chains have 2 to 10 KiB.
    static let maximumOctetsOfList = 512 * 1_024

    /// The limits in words, for messages about `GnuTLSError.Operation.checkWork`.
    public static var workLimits: String {
        "\(maximumNameParts) parts of names in a certificate, \(maximumNamePartsOfList) and \(maximumOctetsOfList / 1_024) KiB in a chain"
    }

    /// Refuses a certificate that would take GnuTLS too long to decode.
    ///
    /// - Throws: `GnuTLSError` if it is above the limit.
    static func requireWorkWithinLimits(der: [UInt8], index: Int) throws(GnuTLSError) {
        if nameParts(in: der) > maximumNameParts { throw GnuTLSError(.derOverflow, .checkWork(index: index)) }
    }

    /// Refuses certificates that would take GnuTLS too long to decode and verify together.
    ///
    /// - Throws: `GnuTLSError` with the place of the certificate that goes past a limit.
    static func requireWorkWithinLimits(list: [[UInt8]]) throws(GnuTLSError) {
        var (octets, parts) = (0, 0)
        for (index, der) in list.enumerated() {
            octets += der.count
            let ofThis = octets > maximumOctetsOfList ? 0 : nameParts(in: der)
            parts += ofThis
            if octets > maximumOctetsOfList || ofThis > maximumNameParts || parts > maximumNamePartsOfList {
                throw GnuTLSError(.derOverflow, .checkWork(index: index))
            }
        }
    }

    /// How many parts of names there may be in a certificate, at most: each is a SET, with a SEQUENCE in it or empty.
    ///
    /// Octets are looked at, and no structure, because GnuTLS also takes lengths that DER forbids: what looks like a
    /// SET is counted wherever it stands, in a signature too, and none can hide.
    static func nameParts(in der: [UInt8]) -> Int {
        // One takes 2 octets, and most certificates are smaller than that.
        if der.count <= 2 * maximumNameParts { return 0 }
        var count = 0
        for place in der.indices.dropLast() where der[place] == 0x31 {
            if isNamePart(der[(place + 1)...]) { count += 1 }
        }
        return count
    }
    /// - Parameter octets: what follows the tag, at least one: a length in any form of BER (X.690 section 8.1.3), and the
    ///   content.
    private static func isNamePart(_ octets: ArraySlice<UInt8>) -> Bool {
        var rest = octets
        guard let first = rest.popFirst() else { return false }
        let lengthOctets = first > 0x80 ? Int(first & 0x7F) : 0
        let isEmpty =
            switch first {
            case 0: true
            case 0x80: rest.starts(with: [0, 0])
            case 0x81...: rest.count >= lengthOctets && rest.prefix(lengthOctets).allSatisfy { $0 == 0 }
            default: false
            }
        return isEmpty || rest.dropFirst(lengthOctets).first == 0x30
    }
}
