/// Strict base64 of RFC 4648 section 4: the standard alphabet, padding required, and nothing left over.
struct Base64Decoder {
    private(set) var octets: [UInt8] = []
    private var bits: UInt32 = 0
    private var digits = 0
    private var padding = 0

    /// Takes one character. White space is the caller's business.
    ///
    /// - Returns: what is wrong with it, or nil.
    mutating func take(_ character: UInt8) -> Base64Problem? {
        if character == UInt8(ascii: "=") {
            // Two or three digits of a quantum of four must have come, and together they make four.
            guard digits >= 2, digits + padding < 4 else { return .misplacedPadding }
            padding += 1
            return nil
        }
        guard let value = Self.value(of: character) else { return .notBase64(character) }
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
    mutating func finish() -> Base64Problem? {
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
