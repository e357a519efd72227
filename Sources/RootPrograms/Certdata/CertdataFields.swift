import ServerIdentity

/// The parts of an attribute's line: name, type, and what follows.
struct CertdataFields {
    let name: String
    let type: String
    private let rest: ArraySlice<UInt8>

    /// Nil if the line does not begin with a name and a type in capitals.
    init?(_ line: ArraySlice<UInt8>) {
        var rest = line
        guard let name = Self.word(&rest), let type = Self.word(&rest) else { return nil }
        self.name = name
        self.type = type
        self.rest = rest
    }

    /// Nothing but a comment follows.
    var isOver: Bool { rest.isEmpty || rest.first == UInt8(ascii: "#") }

    /// A constant, and nothing but a comment after it.
    func constant() throws(CertdataProblem.Reason) -> String {
        var rest = rest
        guard let word = Self.word(&rest) else { throw .malformedText(name: name) }
        guard rest.isEmpty || rest.first == UInt8(ascii: "#") else { throw .textAfterValue(name: name) }
        return word
    }

    /// A text in quotes, as C writes it, and nothing but a comment after it.
    func text() throws(CertdataProblem.Reason) -> [UInt8] {
        var rest = rest
        guard rest.popFirst() == UInt8(ascii: "\"") else { throw .malformedText(name: name) }
        var octets: [UInt8] = []
        while let octet = rest.popFirst() {
            switch octet {
            case UInt8(ascii: "\""):
                let after = rest.drop(while: CertdataLines.isSpace)
                guard after.isEmpty || after.first == UInt8(ascii: "#") else { throw .textAfterValue(name: name) }
                return octets
            case UInt8(ascii: "\\"):
                guard let escaped = Self.escaped(&rest) else { throw .malformedText(name: name) }
                octets.append(escaped)
            default: octets.append(octet)
            }
        }
        throw .malformedText(name: name)
    }

    /// What follows a backslash: a character that stands for itself, three octal digits, or x and two hexadecimal ones.
    /// Lists until about 2016 write letters beyond ASCII so.
    private static func escaped(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
        guard let first = rest.popFirst() else { return nil }
        switch first {
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): return first
        case UInt8(ascii: "x"):
            let digits = rest.prefix(2)
            rest = rest.dropFirst(2)
            return number(Array(digits), count: 2, radix: 16)
        case UInt8(ascii: "0")...UInt8(ascii: "3"):
            let digits = [first] + rest.prefix(2)
            rest = rest.dropFirst(2)
            return number(digits, count: 3, radix: 8)
        default: return nil
        }
    }

    /// Exactly so many digits; a sign is none.
    private static func number(_ digits: [UInt8], count: Int, radix: Int) -> UInt8? {
        guard digits.count == count, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: radix)
    }

    private static func word(_ rest: inout ArraySlice<UInt8>) -> String? {
        let word = rest.prefix { octet in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(octet) || octet.isASCIIDigit || octet == UInt8(ascii: "_")
        }
        let after = rest.dropFirst(word.count)
        guard !word.isEmpty, after.first.map(CertdataLines.isSpace) ?? true else { return nil }
        rest = after.drop(while: CertdataLines.isSpace)
        return String(decoding: word, as: UTF8.self)
    }
}
