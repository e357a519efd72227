import ServerIdentity

/// DER, written by no code of the engines that read it.
enum SoundDER {
    static func value(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
        let content = parts.flatMap(\.self)
        if content.count < 0x80 { return [tag, UInt8(content.count)] + content }
        let length = bigEndian(content.count)
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap(\.self)) }
    static func sequence(of parts: [[UInt8]]) -> [UInt8] { value(0x30, parts.flatMap(\.self)) }
    /// X.690 section 11.6: the values of a SET OF are sorted.
    static func set(of parts: [[UInt8]]) -> [UInt8] {
        value(0x31, parts.sorted { $0.lexicographicallyPrecedes($1) }.flatMap(\.self))
    }
    /// A constructed value with a context-specific tag.
    static func tagged(_ number: UInt8, _ parts: [UInt8]...) -> [UInt8] {
        value(0xA0 | number, parts.flatMap(\.self))
    }
    static func octets(_ content: [UInt8]) -> [UInt8] { value(0x04, content) }
    static func bits(_ content: some Collection<UInt8>) -> [UInt8] { value(0x03, [0] + content) }
    static func text(_ tag: UInt8, _ text: String) -> [UInt8] { value(tag, Array(text.utf8)) }
    static let null: [UInt8] = [0x05, 0x00]
    static let yes: [UInt8] = [0x01, 0x01, 0xFF]

    /// A list of named bits, without zeros at its end.
    static func bits(named numbers: [Int]) -> [UInt8] {
        let last = numbers.max() ?? 0
        var octets = [UInt8](repeating: 0, count: last / 8 + 1)
        for number in numbers { octets[number / 8] |= 0x80 >> UInt8(number % 8) }
        return value(0x03, [UInt8(7 - last % 8)] + octets)
    }

    /// A number that is not negative.
    static func integer(_ number: Int, tag: UInt8 = 0x02) -> [UInt8] {
        let octets = bigEndian(number)
        return value(tag, (octets.first ?? 0x80) >= 0x80 ? [0] + octets : octets)
    }

    static func identifier(_ arcs: Int...) -> [UInt8] { value(0x06, identifierContent(arcs)) }

    static func identifierContent(_ arcs: [Int]) -> [UInt8] {
        ([arcs[0] * 40 + arcs[1]] + arcs.dropFirst(2)).flatMap { arc in
            var octets = [UInt8(arc & 0x7F)]
            var rest = arc >> 7
            while rest > 0 {
                octets.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
                rest >>= 7
            }
            return octets
        }
    }

    /// UTCTime through 2049, GeneralizedTime from 2050 on (RFC 5280 section 4.1.2.5).
    static func time(_ instant: Instant) -> [UInt8] {
        let digits = Array(instant.description.utf8.filter { (0x30...0x39).contains($0) })
        let isLate = digits.prefix(4).lexicographicallyPrecedes("2050".utf8) == false
        return value(isLate ? 0x18 : 0x17, digits.dropFirst(isLate ? 0 : 2) + [UInt8(ascii: "Z")])
    }

    static func generalizedTime(_ instant: Instant, tag: UInt8 = 0x18) -> [UInt8] {
        value(tag, instant.description.utf8.filter { (0x30...0x39).contains($0) } + [UInt8(ascii: "Z")])
    }

    /// As few octets as it needs; none for 0.
    private static func bigEndian(_ number: Int) -> [UInt8] {
        Array([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }.drop { $0 == 0 })
    }
}
