/// A JSON value that is passed over, octet by octet, until it is over.
struct PassedValue: Sendable {
    /// Open brackets, the innermost in the lowest bit: 1 for `[`, 0 for `{`.
    private var brackets: UInt64 = 0
    private var depth = 0
    private var isInString = false
    private var isAfterBackslash = false
    private var hasBegun = false
    /// How many brackets were open at once.
    private(set) var deepest = 0
    /// Whether the last octet that was passed ended the value.
    private(set) var isOver = false

    /// As many brackets as the word has bits for.
    private static let maximumDepth = 63

    /// Passes octets of a chunk from an index on.
    ///
    /// - Returns: the index after the last octet that belongs to the value.
    mutating func pass(_ chunk: [UInt8], from start: Int, at offset: Int) throws(SuiteFileError) -> Int {
        var index = start
        while index < chunk.count {
            let octet = chunk[index]
            if isInString {
                index += 1
                if isAfterBackslash {
                    isAfterBackslash = false
                } else if octet == UInt8(ascii: "\\") {
                    isAfterBackslash = true
                } else if octet == UInt8(ascii: "\"") {
                    isInString = false
                    if depth == 0 { return over(index) }
                }
                continue
            }
            switch octet {
            case UInt8(ascii: "\""):
                isInString = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                if depth == Self.maximumDepth {
                    throw .init(offset: offset + index - start, reason: "brackets in brackets without end")
                }
                brackets = brackets << 1 | (octet == UInt8(ascii: "[") ? 1 : 0)
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return over(index) }  // the end of what is around a number or a word
                guard (brackets & 1 == 1) == (octet == UInt8(ascii: "]")) else {
                    throw .init(offset: offset + index - start, reason: "brackets that do not match")
                }
                brackets >>= 1
                depth -= 1
                if depth == 0 { return over(index + 1) }
            case UInt8(ascii: ","):
                if depth == 0 { return over(index) }
            default:
                if depth == 0, hasBegun, CaseSplitter.isSpace(octet) { return over(index) }
            }
            hasBegun = true
            index += 1
        }
        return index
    }

    private mutating func over(_ index: Int) -> Int {
        isOver = true
        return index
    }
}
