/// Walks over DER values with definite lengths, decoding none.
package struct DERReader {
    /// What was not read yet.
    package private(set) var rest: ArraySlice<UInt8>

    /// Begins with the first value.
    package init(_ octets: ArraySlice<UInt8>) { rest = octets }

    /// The tag of the next value; nil at the end.
    package var tag: UInt8? { rest.first }

    /// The content of the next value; nil, and nothing is taken, if it has another tag or no length of DER.
    package mutating func next(_ tag: UInt8) -> DERReader? { take(tag)?.content }

    /// The next value with its tag and length; likewise.
    package mutating func whole(_ tag: UInt8) -> ArraySlice<UInt8>? { take(tag)?.whole }

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
