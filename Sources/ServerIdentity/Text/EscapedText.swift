/// Text from a peer, a certificate or a file, made safe to print.
///
/// Printable ASCII stays as it is; a backslash and everything else become `\xHH`, so that a certificate can neither
/// send escape codes to a terminal nor hide a NUL or a look-alike letter in a name. Not reversible into Unicode: it
/// shows octets.
public struct EscapedText: Hashable, Sendable, CustomStringConvertible {
    /// The escaped text: printable ASCII only.
    public let description: String

    /// Escapes octets of any encoding. At most `limit` octets are shown; what is left out is counted in the text.
    public init(_ octets: some Collection<UInt8>, limit: Int = EscapedText.defaultLimit) {
        var text: [UInt8] = []
        text.reserveCapacity(min(octets.count, limit))
        for octet in octets.prefix(limit) {
            if octet >= 0x20, octet < 0x7F, octet != UInt8(ascii: "\\") {
                text.append(octet)
            } else {
                text += [UInt8(ascii: "\\"), UInt8(ascii: "x"), hexadecimalDigit(octet >> 4), hexadecimalDigit(octet & 15)]
            }
        }
        let rest = octets.count > limit ? "… (\(octets.count - limit) more octets)" : ""
        description = String(decoding: text, as: UTF8.self) + rest
    }

    /// Escapes the UTF-8 form of a string.
    public init(_ string: String, limit: Int = EscapedText.defaultLimit) {
        self.init(Array(string.utf8), limit: limit)
    }

    /// How many octets are shown: a DNS name has at most 253, and a longer name in a message hides the message.
    public static let defaultLimit = 256
}

extension String {
    /// The text of a subject for sentences, where it may be empty (RFC 5280 section 4.1.2.6).
    package var orNoSubject: String { isEmpty ? "(no subject)" : self }
}

/// Two lower-case hexadecimal digits of one octet.
public func hexadecimal(_ octet: UInt8) -> String { hexadecimal(CollectionOfOne(octet)) }

/// Lower-case hexadecimal digits of octets, two for each.
public func hexadecimal(_ octets: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    for octet in octets { digits += [hexadecimalDigit(octet >> 4), hexadecimalDigit(octet & 15)] }
    return String(decoding: digits, as: UTF8.self)
}

/// Octets from lower-case hexadecimal digits, as `hexadecimal` writes them; nil if the text is anything else.
package func octets(hexadecimal text: String) -> [UInt8]? {
    var octets: [UInt8] = []
    var digits = Array(text.utf8)[...]
    while let high = digits.popFirst() {
        guard let high = hexadecimalValue(high), let low = digits.popFirst().flatMap(hexadecimalValue) else { return nil }
        octets.append(high << 4 | low)
    }
    return octets
}

/// The value of a digit.
private func hexadecimalValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
}

/// The digit of a number below 16.
private func hexadecimalDigit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }
