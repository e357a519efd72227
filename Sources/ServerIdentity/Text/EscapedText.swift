/// Text from a peer, a certificate or a file, made safe to print.
///
/// Printable ASCII stays as it is; a backslash and everything else become `\xHH`, so that a certificate can neither send escape
/// codes to a terminal nor hide a NUL or a look-alike letter in a name. Not reversible into Unicode: it shows octets.
public struct EscapedText: Hashable, Sendable, CustomStringConvertible {
    /// The escaped text: printable ASCII only.
    public let description: String

    /// Escapes octets of any encoding. At most `limit` octets are shown; what is left out is counted in the text.
    public init(_ octets: some Collection<UInt8>, limit: Int = EscapedText.defaultLimit) {
        var text = ""
        for octet in octets.prefix(limit) {
            if octet >= 0x20, octet < 0x7F, octet != UInt8(ascii: "\\") {
                text.unicodeScalars.append(Unicode.Scalar(octet))
            } else {
                text += "\\x" + hexadecimal(octet)
            }
        }
        if octets.count > limit { text += "… (\(octets.count - limit) more octets)" }
        description = text
    }

    /// Escapes the UTF-8 form of a string.
    public init(_ string: String, limit: Int = EscapedText.defaultLimit) {
        self.init(Array(string.utf8), limit: limit)
    }

    /// How many octets are shown: a DNS name has at most 253, and a longer name in a message hides the message.
    public static let defaultLimit = 256
}

/// Two lower-case hexadecimal digits of one octet.
public func hexadecimal(_ octet: UInt8) -> String {
    let digits = String(octet, radix: 16)
    return octet < 16 ? "0" + digits : digits
}

/// Lower-case hexadecimal digits of octets, two for each.
public func hexadecimal(_ octets: some Sequence<UInt8>) -> String {
    octets.reduce(into: "") { $0 += hexadecimal($1) }
}
