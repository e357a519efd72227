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

    /// 4 KiB in the extended key usages of one list of certificates: GnuTLS decodes each of them again for every
    /// purpose in it (measured: 126 KB take a second). Usual ones have 12 to 30 octets.
    static let maximumUsageOctetsOfList = 4 * 1_024

    /// Refuses a certificate that would take GnuTLS too long to decode.
    ///
    /// - Throws: `GnuTLSError` if it is above the limit.
    static func requireWorkWithinLimits(der: [UInt8], index: Int) throws(GnuTLSError) {
        if nameParts(in: der) > maximumNameParts {
            throw GnuTLSError(.derOverflow, .checkWork(index: index, .nameParts))
        }
    }

    /// Refuses certificates that would take GnuTLS too long to decode and verify together.
    ///
    /// - Throws: `GnuTLSError` with the place of the certificate that goes past a limit, and which one that is.
    static func requireWorkWithinLimits(list: [[UInt8]]) throws(GnuTLSError) {
        var (octets, parts, usages) = (0, 0, 0)
        for (index, der) in list.enumerated() {
            func require(_ value: Int, _ limit: Int, _ which: WorkLimit) throws(GnuTLSError) {
                if value > limit { throw GnuTLSError(.derOverflow, .checkWork(index: index, which)) }
            }
            octets += der.count
            try require(octets, maximumOctetsOfList, .octetsOfList)
            let ofThis = nameParts(in: der)
            parts += ofThis
            try require(ofThis, maximumNameParts, .nameParts)
            try require(parts, maximumNamePartsOfList, .namePartsOfList)
            usages += usageOctets(in: der)
            try require(usages, maximumUsageOctetsOfList, .usageOctetsOfList)
        }
    }

    /// Which limit was passed.
    public enum WorkLimit: Hashable, Sendable, CustomStringConvertible {
        /// Parts of the names in one certificate.
        case nameParts
        /// The same, in all of them together.
        case namePartsOfList
        /// Octets of all of them together.
        case octetsOfList
        /// Octets of their extended key usages.
        case usageOctetsOfList

        /// One clause: what there is too much of, and the limit.
        public var description: String {
            switch self {
            case .nameParts: "a certificate with more than \(maximumNameParts) parts of names"
            case .namePartsOfList: "certificates with more than \(maximumNamePartsOfList) parts of names"
            case .octetsOfList: "certificates of more than \(maximumOctetsOfList) octets"
            case .usageOctetsOfList: "extended key usages of more than \(maximumUsageOctetsOfList) octets"
            }
        }
    }

    /// How many octets the extended key usage of a certificate has; all of the certificate's where it can't be found
    /// because something is not in DER.
    static func usageOctets(in der: [UInt8]) -> Int {
        let identifier: [UInt8] = [0x55, 0x1D, 0x25]
        func atMost() -> Int {
            der.indices.contains { der[$0] == identifier[0] && der[$0...].starts(with: identifier) } ? der.count : 0
        }
        var outer = DERScanner(der[...])
        guard var certificate = outer.value(0x30), var fields = certificate.value(0x30) else { return atMost() }
        _ = fields.value(0xA0)
        guard fields.value(0x02) != nil else { return atMost() }
        for _ in ["signature", "issuer", "validity", "subject", "key"] where fields.value(0x30) == nil {
            return atMost()
        }
        for tag: UInt8 in [0x81, 0x82] { _ = fields.value(tag) }
        guard fields.tag != nil else { return 0 }
        guard var explicit = fields.value(0xA3), var extensions = explicit.value(0x30) else { return atMost() }
        var octets = 0
        while extensions.tag != nil {
            guard var one = extensions.value(0x30), let type = one.value(0x06) else { return atMost() }
            _ = one.value(0x01)
            guard let value = one.value(0x04) else { return atMost() }
            if type.rest.elementsEqual(identifier) { octets += value.rest.count }
        }
        return octets
    }

    /// How many parts of names there may be in a certificate, at most: each is a SET, with a SEQUENCE in it or empty.
    ///
    /// Octets are looked at, and no structure, because GnuTLS also takes lengths that DER forbids: what looks like a
    /// SET is counted wherever it stands, in a signature too, and none can hide.
    static func nameParts(in der: [UInt8]) -> Int {
        // One takes 2 octets, and most certificates are smaller than that.
        if der.count <= 2 * maximumNameParts { return 0 }
        var count = 0
        for place in der.indices.dropLast() where der[place] == 0x31 || der[place] == 0x3F {
            var rest = der[(place + 1)...]
            if der[place] == 0x3F {
                // The same tag in its long form, with as many leading zeros as anybody likes.
                while rest.first == 0x80 { rest = rest.dropFirst() }
                if rest.popFirst() != 0x11 { continue }
            }
            if isNamePart(rest) { count += 1 }
        }
        return count
    }
    /// - Parameter octets: what follows the tag: a length in any form of BER (X.690 section 8.1.3), and the
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
