/// Walks over DER values with definite, minimal lengths of at most 3 octets.
///
/// It decodes nothing: it says how large a thing is before GnuTLS sees it.
struct DERScanner {
    private(set) var rest: ArraySlice<UInt8>

    init(_ octets: ArraySlice<UInt8>) { rest = octets }

    /// The tag of the next value; nil at the end.
    var tag: UInt8? { rest.first }

    mutating func octet() -> UInt8? { rest.popFirst() }

    /// The content of the next value; nil, and nothing is taken, if it has another tag or a length that is not DER's.
    mutating func value(_ tag: UInt8) -> DERScanner? {
        var ahead = rest
        guard ahead.popFirst() == tag, let first = ahead.popFirst() else { return nil }
        var length = Int(first)
        if first >= 0x80 {
            let count = Int(first & 0x7F)
            guard (1...3).contains(count), ahead.count >= count else { return nil }
            length = ahead.prefix(count).reduce(0) { $0 << 8 | Int($1) }
            ahead = ahead.dropFirst(count)
            guard length >= 0x80, count == 1 || length >> ((count - 1) * 8) != 0 else { return nil }
        }
        guard ahead.count >= length else { return nil }
        rest = ahead.dropFirst(length)
        return DERScanner(ahead.prefix(length))
    }
}
