/// A JSON value (RFC 8259) whose members keep their order.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction.
    case integer(Int64)
    /// A number with decimals.
    case decimal(FixedPoint)
    /// A string; escaped only when written.
    case string(String)
    /// Elements in order.
    case array([JSONValue])
    /// Members in order. Two members of one name are written twice: don't.
    case object([JSONMember])
}

/// A name and a value of a JSON object.
public struct JSONMember: Hashable, Sendable {
    /// The member's name.
    public let name: String
    /// The member's value.
    public let value: JSONValue

    /// Takes a name and a value.
    public init(name: String, value: JSONValue) {
        self.name = name
        self.value = value
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    /// An object with its members in the order written.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { JSONMember(name: $0.0, value: $0.1) })
    }

    /// A string, or `null`.
    public static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }

    /// A number, or `null`.
    public static func optional(_ number: Int64?) -> JSONValue { number.map(JSONValue.integer) ?? .null }

    /// A number, or `null`.
    public static func optional(_ number: Int?) -> JSONValue { .optional(number.map(Int64.init)) }

    /// An array of strings.
    public static func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}

extension JSONValue: CustomStringConvertible {
    /// The value on one line without spaces, in ASCII only: whatever a peer sent, the line can neither break nor steer
    /// a terminal.
    public var description: String { String(decoding: octets, as: UTF8.self) }

    /// The octets of `description`, for output that takes octets.
    public var octets: [UInt8] {
        var writer = JSONWriter()
        writer.write(self)
        return writer.octets
    }
}

/// Writes values one after the other into one buffer.
private struct JSONWriter {
    private(set) var octets: [UInt8] = []
    private let escapes = Self.escapes

    /// A record has 4.6 KB; most other values are smaller.
    private static let usualLength = 8_192

    init() { octets.reserveCapacity(Self.usualLength) }

    mutating func write(_ value: JSONValue) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        case .decimal(let value): append(value.description)
        case .string(let value): write(value)
        case .array(let elements):
            octets.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { octets.append(UInt8(ascii: ",")) }
                write(element)
            }
            octets.append(UInt8(ascii: "]"))
        case .object(let members):
            octets.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { octets.append(UInt8(ascii: ",")) }
                write(member.name)
                octets.append(UInt8(ascii: ":"))
                write(member.value)
            }
            octets.append(UInt8(ascii: "}"))
        }
    }

    private mutating func append(_ text: String) { octets.append(contentsOf: text.utf8) }

    /// RFC 8259 section 7: quotation mark, backslash and controls must be escaped; DEL and everything beyond ASCII are
    /// escaped too, beyond the basic plane as two surrogates.
    private mutating func write(_ string: String) {
        octets.append(UInt8(ascii: "\""))
        if isPlain(string.utf8.span) { append(string) } else { for unit in string.utf16 { write(unit) } }
        octets.append(UInt8(ascii: "\""))
    }

    private func isPlain(_ text: Span<UInt8>) -> Bool {
        for place in text.indices where escapes[Int(text[place])] != Self.asItIs { return false }
        return true
    }

    private mutating func write(_ unit: UInt16) {
        let escape = unit < 0x100 ? escapes[Int(unit)] : UInt8(ascii: "u")
        if escape == Self.asItIs {
            octets.append(UInt8(truncatingIfNeeded: unit))
            return
        }
        octets.append(UInt8(ascii: "\\"))
        octets.append(escape)
        if escape != UInt8(ascii: "u") { return }
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8(truncatingIfNeeded: unit >> shift & 0xF)
            octets.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    private static let asItIs: UInt8 = 0

    /// What follows the backslash for each octet: a letter, `u` where four digits follow it, or `asItIs` for no
    /// backslash.
    private static let escapes: [UInt8] = (0...UInt8.max).map { octet in
        switch octet {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): octet
        case UInt8(ascii: "\n"): UInt8(ascii: "n")
        case UInt8(ascii: "\r"): UInt8(ascii: "r")
        case UInt8(ascii: "\t"): UInt8(ascii: "t")
        case 0x20..<0x7F: asItIs
        default: UInt8(ascii: "u")
        }
    }
}
