/// Strict base64 of RFC 4648 section 4: the standard alphabet, padding required, and nothing left over.
package struct Base64Decoder {
    /// What was decoded so far.
    package private(set) var octets: [UInt8] = []
    private var bits: UInt32 = 0
    private var digits = 0
    private var padding = 0

    /// Begins a text.
    package init() {}

    /// Takes whole groups of four characters for as long as they are all digits: nearly all of a file, at a third of
    /// the cost.
    ///
    /// - Returns: what is left, for `take`: from the first group on that holds anything else.
    package mutating func takeGroups(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard digits == 0, padding == 0 else { return text }
        let values = Self.values
        var place = text.startIndex
        while place + 4 <= text.endIndex {
            let (first, second) = (values[Int(text[place])], values[Int(text[place + 1])])
            let (third, fourth) = (values[Int(text[place + 2])], values[Int(text[place + 3])])
            if (first | second | third | fourth) & Self.noDigit != 0 { break }
            octets.append(first << 2 | second >> 4)
            octets.append(second << 4 | third >> 2)
            octets.append(third << 6 | fourth)
            place += 4
        }
        return text[place...]
    }

    /// Takes one character. White space is the caller's business.
    ///
    /// - Returns: what is wrong with it, or nil.
    package mutating func take(_ character: UInt8) -> Base64Problem? {
        if character == UInt8(ascii: "=") {
            // Two or three digits of a quantum of four must have come, and together they make four.
            guard digits >= 2, digits + padding < 4 else { return .misplacedPadding }
            padding += 1
            return nil
        }
        let value = Self.values[Int(character)]
        if value == Self.noDigit { return .notBase64(character) }
        if padding > 0 { return .misplacedPadding }
        bits = bits << 6 | UInt32(value)
        digits += 1
        if digits == 4 {
            octets.append(UInt8(truncatingIfNeeded: bits >> 16))
            octets.append(UInt8(truncatingIfNeeded: bits >> 8))
            octets.append(UInt8(truncatingIfNeeded: bits))
            bits = 0
            digits = 0
        }
        return nil
    }

    /// Ends the text.
    ///
    /// - Returns: what is wrong with its end, or nil. RFC 4648 section 3.5: bits that no octet takes must be zero.
    package mutating func finish() -> Base64Problem? {
        if digits == 0 { return nil }
        guard digits >= 2, digits + padding == 4 else { return .incomplete }
        if digits == 2 {
            if bits & 0xF != 0 { return .strayBits }
            octets.append(UInt8(truncatingIfNeeded: bits >> 4))
        } else {
            if bits & 0x3 != 0 { return .strayBits }
            octets.append(UInt8(truncatingIfNeeded: bits >> 10))
            octets.append(UInt8(truncatingIfNeeded: bits >> 2))
        }
        digits = 0
        return nil
    }

    /// The value of each octet as a digit; `noDigit` for those that are none.
    private static let values: [UInt8] = (0...UInt8.max).map { value(of: $0) ?? noDigit }
    private static let noDigit: UInt8 = 0x80

    private static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

/// What is wrong with a base64 text.
public enum Base64Problem: Hashable, Sendable {
    /// A character outside the alphabet.
    case notBase64(UInt8)
    /// A `=` too early or too often, or a character after one.
    case misplacedPadding
    /// The text ends inside a group of four.
    case incomplete
    /// The last character holds bits that belong to no octet.
    case strayBits
}

/// Base64 of RFC 4648 section 4 in one line, padding and all.
package func base64(_ octets: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: octets.count, by: 3) {
        let group = octets[start..<min(start + 3, octets.count)]
        let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
        for place in 0..<4 { text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "=")) }
    }
    return String(decoding: text, as: UTF8.self)
}
