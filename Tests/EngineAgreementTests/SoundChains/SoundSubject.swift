import TestKit

/// The name of a CA or of a server, as a certificate's subject or issuer.
struct SoundSubject: Sendable {
    var parts: [[Attribute]]

    struct Attribute: Sendable {
        let type: [UInt8]
        var tag: UInt8
        var text: String

        var der: [UInt8] { SoundDER.sequence(type, value) }

        private var value: [UInt8] {
            switch tag {
            case Tag.bmp:
                SoundDER.value(tag, text.unicodeScalars.flatMap { [UInt8($0.value >> 8), UInt8($0.value & 0xFF)] })
            case Tag.universal:
                SoundDER.value(
                    tag, text.unicodeScalars.flatMap { [0, 0, UInt8($0.value >> 8), UInt8($0.value & 0xFF)] })
            case Tag.teletex: SoundDER.value(tag, text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
            default: SoundDER.text(tag, text)
            }
        }
    }

    enum Tag {
        static let utf8: UInt8 = 0x0C
        static let printable: UInt8 = 0x13
        static let teletex: UInt8 = 0x14
        static let ia5: UInt8 = 0x16
        static let universal: UInt8 = 0x1C
        static let bmp: UInt8 = 0x1E
    }

    var der: [UInt8] { SoundDER.sequence(of: parts.map { SoundDER.set(of: $0.map(\.der)) }) }
    var isEmpty: Bool { parts.isEmpty }
    var mailAddresses: [String] { parts.joined().filter { $0.type == Self.mailAddress }.map(\.text) }

    static let mailAddress = SoundDER.identifier(1, 2, 840, 113549, 1, 9, 1)
    private static let commonName = SoundDER.identifier(2, 5, 4, 3)

    /// Adds a common name.
    mutating func append(commonName: String, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>) {
        parts.append([Self.attribute(Self.commonName, commonName, &random, &features)])
    }

    /// An organization that other names can begin with.
    static func organization(_ number: Int, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>)
        -> SoundSubject
    {
        let country = Attribute(type: SoundDER.identifier(2, 5, 4, 6), tag: Tag.printable, text: "DE")
        let organization = attribute(SoundDER.identifier(2, 5, 4, 10), "Sound \(number)", &random, &features)
        return SoundSubject(parts: [[country], [organization]])
    }

    /// A name that begins with another one, and that no other entity of the chain has.
    init(
        below base: SoundSubject, number: Int, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>
    ) {
        parts = base.parts
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            parts.append([Self.unusualAttribute(number, &random, &features)])
        }
        if Int.random(in: 0..<8, using: &random) == 0 {
            features.insert(.multiValuedPart)
            parts.append([
                Self.unusualAttribute(number, &random, &features),
                Self.attribute(SoundDER.identifier(2, 5, 4, 11), "Unit \(number)", &random, &features),
            ])
        }
        let type = Int.random(in: 0..<10, using: &random) == 0 ? SoundDER.identifier(2, 5, 4, 11) : Self.commonName
        parts.append([Self.attribute(type, "\(Self.word(&random)) \(number)", &random, &features)])
    }

    private init(parts: [[Attribute]]) { self.parts = parts }
    static let empty = SoundSubject(parts: [])
    static let listSigner = SoundSubject(parts: [[Attribute(type: commonName, tag: Tag.utf8, text: "Signer of lists")]])

    private static func word(_ random: inout SeededGenerator) -> String {
        ["Root", "Issuing CA", "Server", "Test (one)", "a+b: c/d", "x"].randomElement(using: &random) ?? "x"
    }

    /// In any type of string that DirectoryString offers, sometimes with letters beyond ASCII where it has them.
    private static func attribute(
        _ type: [UInt8], _ text: String, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>
    ) -> Attribute {
        let isForeign = Int.random(in: 0..<12, using: &random) == 0
        let latin = isForeign ? text + " Zürich é" : text
        let all = isForeign ? text + " Zürich Česká 日本" : text
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
            features.insert(.teletexString)
            return Attribute(type: type, tag: Tag.teletex, text: latin)
        case 1:
            features.insert(.bmpString)
            return Attribute(type: type, tag: Tag.bmp, text: all)
        case 2:
            features.insert(.universalString)
            return Attribute(type: type, tag: Tag.universal, text: all)
        case 3..<10: return Attribute(type: type, tag: Tag.printable, text: text)
        default:
            if isForeign { features.insert(.lettersBeyondASCII) }
            return Attribute(type: type, tag: Tag.utf8, text: all)
        }
    }

    private static func unusualAttribute(
        _ number: Int, _ random: inout SeededGenerator, _ features: inout Set<SoundFeature>
    ) -> Attribute {
        func directory(_ arc: Int, _ text: String) -> Attribute {
            attribute(SoundDER.identifier(2, 5, 4, arc), text, &random, &features)
        }
        switch Int.random(in: 0..<14, using: &random) {
        case 0: return directory(7, "Town")
        case 1: return directory(8, "State")
        case 2: return directory(9, "1 High Street")
        case 3: return directory(12, "Title")
        case 4: return directory(42, "Ann")
        case 5: return directory(4, "Smith")
        case 6: return directory(15, "Private Organization")
        case 7: return directory(17, "D-12345")
        case 8: return directory(97, "NTRDE-\(number)")
        case 9: return Attribute(type: SoundDER.identifier(2, 5, 4, 5), tag: Tag.printable, text: "\(number)")
        case 10: return Attribute(type: SoundDER.identifier(2, 5, 4, 46), tag: Tag.printable, text: "Q\(number)")
        case 11:
            let component = SoundDER.identifier(0, 9, 2342, 19_200_300, 100, 1, 25)
            return Attribute(type: component, tag: Tag.ia5, text: "example")
        case 12:
            features.insert(.mailAddressInSubject)
            return Attribute(type: mailAddress, tag: Tag.ia5, text: "ca\(number)@mail.example.org")
        default:
            features.insert(.unknownAttribute)
            return attribute(SoundDER.identifier(1, 3, 6, 1, 4, 1, 55555, 3), "own", &random, &features)
        }
    }

    /// The same name by RFC 5280 section 7.1, in other octets where it can be: another case, more blanks, another type
    /// of string.
    func spelledOtherwise(_ random: inout SeededGenerator, _ features: inout Set<SoundFeature>) -> SoundSubject {
        let way = Int.random(in: 0..<3, using: &random)
        var other = self
        for (place, part) in parts.enumerated() {
            for (index, attribute) in part.enumerated()
            where attribute.tag == Tag.utf8 || attribute.tag == Tag.printable {
                let isASCII = attribute.text.utf8.allSatisfy { $0 < 0x80 }
                switch way {
                case 0: other.parts[place][index].text = attribute.text.uppercased()
                case 1: other.parts[place][index].text = attribute.text.replacing(" ", with: "  ")
                default: if isASCII { other.parts[place][index].tag = attribute.tag ^ Tag.utf8 ^ Tag.printable }
                }
            }
        }
        if other.der == der { return self }
        features.insert(.issuerSpelledOtherwise)
        return other
    }
}
