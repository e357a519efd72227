import ServerIdentity
import SwiftASN1

extension NameAttribute {
    /// Type and value in the form in which attributes are compared (RFC 5280 section 7.1).
    ///
    /// A string becomes UTF-8 in lower case, without blanks at its ends, with one blank for several; a value of another
    /// kind, or a string that is none, stays its encoding.
    var comparable: [UInt8] {
        var octets: [UInt8] = []
        append(to: &octets)
        return octets
    }

    /// Appends `comparable`.
    func append(to comparable: inout [UInt8]) {
        comparable.appendWithLength { $0 += type.octets }
        if let ascii {
            comparable.append(1)
            comparable.appendWithSingleBlanks(ascii, lowering: true)
        } else if let text = string, let folded = Self.folded(text, isLatin1: isTeletex) {
            comparable.append(1)
            comparable.appendWithSingleBlanks(folded[...], lowering: false)
        } else {
            comparable.append(0)
            comparable += encoding
        }
    }

    /// Whether the value is printable ASCII, so that what looks equal is equal.
    ///
    /// Asked of every name that is decoded, so without a copy of the usual string types.
    var isPlain: Bool {
        if let ascii { return ascii.allSatisfy(Self.printable.contains) }
        return hasOctetsAsUnits ? false : string?.allSatisfy(Self.printable.contains) ?? false
    }

    private static let printable: ClosedRange<UInt8> = 0x20...0x7E

    /// In lower case; nil for octets that are not UTF-8.
    private static func folded(_ text: [UInt8], isLatin1: Bool) -> [UInt8]? {
        let scalars: [Unicode.Scalar]
        if isLatin1 {
            scalars = text.map { Unicode.Scalar($0) }
        } else {
            guard let valid = String(validating: text, as: UTF8.self) else { return nil }
            scalars = Array(valid.unicodeScalars)
        }
        return scalars.flatMap { Array($0.properties.lowercaseMapping.utf8) }
    }
}

extension [UInt8] {
    /// RFC 4518 section 2.2: tabs and ends of lines are blanks; none at either end, one for several.
    fileprivate mutating func appendWithSingleBlanks(_ text: ArraySlice<UInt8>, lowering: Bool) {
        let start = count
        let space = UInt8(ascii: " ")
        for octet in text {
            if octet == space || (0x09...0x0D).contains(octet) {
                if count > start, last != space { append(space) }
            } else {
                append(lowering ? octet.asciiLowercased : octet)
            }
        }
        if count > start, last == space { removeLast() }
    }
}

extension OID {
    /// emailAddress of PKCS #9.
    static let emailAddress = OID(1, 2, 840, 113_549, 1, 9, 1)
}
