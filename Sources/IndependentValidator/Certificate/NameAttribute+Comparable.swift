import ServerIdentity
import SwiftASN1

extension NameAttribute {
    /// Type and value in the form in which attributes are compared (RFC 5280 section 7.1).
    ///
    /// A string becomes UTF-8 in lower case, without blanks at its ends, with one blank for several; a value of another kind, or a string that is
    /// none, stays its encoding.
    var comparable: [UInt8] {
        if let text = string, let folded = Self.folded(text, isLatin1: isTeletex) {
            return withLength(type.octets) + [1] + folded
        }
        return withLength(type.octets) + [0] + encoding
    }

    /// Whether the value is printable ASCII, so that what looks equal is equal.
    var isPlain: Bool { string?.allSatisfy { (0x20...0x7E).contains($0) } ?? false }

    /// Nil for octets that are not UTF-8.
    private static func folded(_ text: [UInt8], isLatin1: Bool) -> [UInt8]? {
        if text.allSatisfy({ $0 < 0x80 }) { return withSingleBlanks(text.map(\.asciiLowercased)) }
        let scalars: [Unicode.Scalar]
        if isLatin1 {
            scalars = text.map { Unicode.Scalar($0) }
        } else {
            guard let valid = String(validating: text, as: UTF8.self) else { return nil }
            scalars = Array(valid.unicodeScalars)
        }
        return withSingleBlanks(scalars.flatMap { Array($0.properties.lowercaseMapping.utf8) })
    }

    /// RFC 4518 section 2.2: tabs and ends of lines are blanks.
    private static func withSingleBlanks(_ text: [UInt8]) -> [UInt8] {
        let space = UInt8(ascii: " ")
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        for octet in text.lazy.map({ (0x09...0x0D).contains($0) ? space : $0 })
        where octet != space || (!result.isEmpty && result.last != space) { result.append(octet) }
        if result.last == space { result.removeLast() }
        return result
    }
}

extension OID {
    /// emailAddress of PKCS #9.
    static let emailAddress = OID(1, 2, 840, 113_549, 1, 9, 1)
}
