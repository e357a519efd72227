/// A host name in the DNS, as a caller expects it: A-labels only, lower case, no trailing dot.
///
/// Syntax: RFC 1123 section 2.1 (letters, digits, hyphens), RFC 1035 section 2.3.4 (labels of 1 to 63 octets, 253 in
/// all). An underscore is allowed: such host names exist, and certificates carry them.
///
/// A `DNSName` is never an address in disguise: a name whose last label is a number, which resolvers may read as an
/// IPv4 address (`127.1`, `0x7f.1`, `01.2.3.4`), is refused, as the WHATWG URL standard does ("ends in a number"). It
/// is *not* checked that the name exists or that an `xn--` label decodes.
public struct DNSName: Hashable, Sendable {
    /// Lower-case ASCII without a trailing dot; 1 to 253 octets.
    public let octets: [UInt8]

    /// Reads an ASCII host name; one trailing dot (the DNS root) is folded away.
    ///
    /// - Throws: `DNSNameError`, which says where and why; a name with letters beyond ASCII must be turned into
    ///   A-labels first.
    public init(parsing text: String) throws(DNSNameError) {
        var name = Array(text.utf8)
        if name.last == UInt8(ascii: ".") { name.removeLast() }
        try Self.check(name)
        // In place: most names are in lower case already.
        for offset in name.indices { name[offset] = name[offset].asciiLowercased }
        octets = name
    }

    /// Checks the syntax of octets without a trailing dot; allocates nothing.
    ///
    /// - Parameters:
    ///   - name: the octets, in either case.
    ///   - wildcard: the offset of an octet that counts as the letter `a`, whatever it is; nil for none.
    /// - Throws: `DNSNameError` for the first flaw.
    public static func check(_ name: [UInt8], wildcardAt wildcard: Int? = nil) throws(DNSNameError) {
        if name.isEmpty { throw .empty }
        if name.count > maximumLength { throw .tooLong(octets: name.count) }
        let wildcard = wildcard ?? -1
        var labelStart = 0
        for offset in name.indices {
            let octet = name[offset]
            if isLabelOctet(octet) || offset == wildcard { continue }
            guard octet == UInt8(ascii: ".") else {
                throw octet >= 0x80 ? .notASCII(offset: offset) : .forbiddenOctet(octet, offset: offset)
            }
            try checkLabel(length: offset - labelStart, at: labelStart)
            labelStart = offset + 1
        }
        try checkLabel(length: name.count - labelStart, at: labelStart)
        // A label that is no number is seen by its first octet.
        if name[labelStart].isASCIIDigit, isNumeric(name[labelStart...], wildcardAt: wildcard) { throw .endsInNumber }
    }

    /// RFC 1035 section 2.3.4: 255 octets on the wire are 253 as text without the trailing dot.
    public static let maximumLength = 253
    /// RFC 1035 section 2.3.4.
    public static let maximumLabelLength = 63

    private static func checkLabel(length: Int, at offset: Int) throws(DNSNameError) {
        if length == 0 { throw .emptyLabel(offset: offset) }
        if length > maximumLabelLength { throw .labelTooLong(octets: length, offset: offset) }
    }

    /// Whether an octet may stand in a label: letter, digit, hyphen, underscore.
    public static func isLabelOctet(_ octet: UInt8) -> Bool {
        octet < 0x80 && (octet < 0x40 ? lowerHalf : upperHalf) &>> UInt64(octet & 0x3F) & 1 == 1
    }

    /// A bit for each octet that may stand in a label: `-` and digits below 0x40, letters and `_` above. One look
    /// instead of six comparisons.
    private static let lowerHalf: UInt64 = 0x03FF_2000_0000_0000
    private static let upperHalf: UInt64 = 0x07FF_FFFE_87FF_FFFE

    /// A last label that address parsers read as a number: all digits, or `0x` and hexadecimal digits.
    private static func isNumeric(_ label: ArraySlice<UInt8>, wildcardAt wildcard: Int) -> Bool {
        if label.allSatisfy(\.isASCIIDigit) { return true }
        guard label.count >= 2, label.first == UInt8(ascii: "0") else { return false }
        let digits = label.dropFirst(2)
        return label[label.startIndex + 1].asciiLowercased == UInt8(ascii: "x")
            && digits.indices.allSatisfy { $0 == wildcard || digits[$0].isASCIIDigit || isHexLetter(digits[$0]) }
    }

    private static func isHexLetter(_ octet: UInt8) -> Bool {
        let lower = octet.asciiLowercased
        return lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "f")
    }
}

extension DNSName: CustomStringConvertible {
    /// The name as text: ASCII, no trailing dot.
    public var description: String { String(decoding: octets, as: UTF8.self) }
}

/// Why a text is not a host name.
public enum DNSNameError: Error, Hashable, Sendable {
    /// Nothing, or only a dot.
    case empty
    /// More than 253 octets.
    case tooLong(octets: Int)
    /// Two dots in a row, or a leading dot.
    case emptyLabel(offset: Int)
    /// A label of more than 63 octets.
    case labelTooLong(octets: Int, offset: Int)
    /// An octet that no host name holds: a space, `*`, `@`, NUL …
    case forbiddenOctet(UInt8, offset: Int)
    /// A letter beyond ASCII: the name must be turned into A-labels first (RFC 5890).
    case notASCII(offset: Int)
    /// The last label is a number, so that resolvers may read the name as an IPv4 address.
    case endsInNumber
}

extension DNSNameError: CustomStringConvertible {
    /// One clause that fits after "is not a host name: ".
    public var description: String {
        switch self {
        case .empty: "it is empty"
        case .tooLong(let octets): "\(octets) octets are more than the \(DNSName.maximumLength) that the DNS allows"
        case .emptyLabel(let offset): "empty label at octet \(offset + 1)"
        case .labelTooLong(let octets, let offset):
            "the label at octet \(offset + 1) has \(octets) octets, more than the \(DNSName.maximumLabelLength) that the DNS allows"
        case .forbiddenOctet(UInt8(ascii: "*"), _): "a wildcard belongs into a certificate, not into the name that is looked for"
        case .forbiddenOctet(let octet, let offset): "'\(EscapedText([octet]))' at octet \(offset + 1) can't stand in a host name"
        case .notASCII(let offset): "the octet at \(offset + 1) is not ASCII; give the A-label form (xn--…)"
        case .endsInNumber:
            "its last label is a number, so programs may read it as an IPv4 address; write an address as four decimal numbers without leading zeros"
        }
    }
}
