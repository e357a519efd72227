/// DER, taken apart and put together by other code than the validator's, so that a mistake of its own does not hide
/// itself.
enum DERParts {
    struct Element {
        let tag: UInt8
        let content: ArraySlice<UInt8>
        /// Tag and length included.
        let whole: ArraySlice<UInt8>
    }

    /// The values that follow one another up to the first that is none.
    static func leading(_ octets: ArraySlice<UInt8>) -> [Element] {
        var elements: [Element] = []
        var rest = octets
        while let element = first(rest) {
            elements.append(element)
            rest = rest[element.whole.endIndex...]
        }
        return elements
    }

    /// The values that fill the octets; nil if something else is there.
    static func all(_ octets: ArraySlice<UInt8>) -> [Element]? {
        let elements = leading(octets)
        return elements.last?.whole.endIndex ?? octets.startIndex == octets.endIndex ? elements : nil
    }

    /// The values inside the one constructed value that fills the octets.
    static func inside(_ octets: ArraySlice<UInt8>) -> [Element]? {
        guard let elements = all(octets), elements.count == 1 else { return nil }
        return all(elements[0].content)
    }

    private static func first(_ octets: ArraySlice<UInt8>) -> Element? {
        guard octets.count >= 2, octets[octets.startIndex] & 0x1F != 0x1F else { return nil }
        var length = Int(octets[octets.startIndex + 1])
        var start = octets.startIndex + 2
        if length >= 0x80 {
            let count = length & 0x7F
            guard (1...3).contains(count), octets.endIndex - start >= count else { return nil }
            length = octets[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
            start += count
        }
        guard octets.endIndex - start >= length else { return nil }
        return Element(tag: octets[octets.startIndex], content: octets[start..<start + length], whole: octets[..<(start + length)])
    }

    static func value(_ tag: UInt8, _ parts: [UInt8]...) -> [UInt8] {
        let content = parts.flatMap(\.self)
        let count = content.count
        if count < 0x80 { return [tag, UInt8(count)] + content }
        if count < 0x100 { return [tag, 0x81, UInt8(count)] + content }
        if count < 0x10000 { return [tag, 0x82, UInt8(count >> 8), UInt8(count & 0xFF)] + content }
        return [tag, 0x83, UInt8(count >> 16 & 0xFF), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)] + content
    }

    static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, parts.flatMap(\.self)) }
    static func identifier(_ content: [UInt8]) -> [UInt8] { value(0x06, content) }
    static func bits(_ content: some Collection<UInt8>) -> [UInt8] { value(0x03, [0] + content) }

    /// A Name of one commonName.
    static func name(_ commonName: String) -> [UInt8] {
        sequence(value(0x31, sequence(identifier([0x55, 0x04, 0x03]), value(0x0C, Array(commonName.utf8)))))
    }

    /// An Extension of the arc 2.5.29.
    static func `extension`(_ number: UInt8, _ content: [UInt8], isCritical: Bool = false) -> [UInt8] {
        sequence(identifier([0x55, 0x1D, number]), isCritical ? [0x01, 0x01, 0xFF] : [], value(0x04, content))
    }

    static let ed25519 = sequence(identifier([0x2B, 0x65, 0x70]))
}
