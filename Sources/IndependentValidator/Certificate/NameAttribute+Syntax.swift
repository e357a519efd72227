import SwiftASN1

extension NameAttribute {
    /// What RFC 5280 appendix A.1 has against the value, as one clause: its type or its length. Nil if nothing, and for
    /// an attribute that is not in the table below.
    var syntaxFlaw: String? {
        guard let syntax = Self.syntaxes[type] else { return nil }
        guard syntax.types.contains(value.identifier), let characters else {
            return "\(syntax.name) as \(value.identifier.name)"
        }
        if syntax.characters.contains(characters) { return nil }
        let allowed = syntax.characters
        let wanted =
            allowed.lowerBound == allowed.upperBound
            ? "\(allowed.lowerBound)" : "\(allowed.lowerBound) to \(allowed.upperBound)"
        return "\(syntax.name) of \(characters) characters instead of \(wanted)"
    }

    /// How many characters the value has; nil for what is no string.
    private var characters: Int? {
        guard case .primitive(let octets) = value.content else { return nil }
        switch value.identifier {
        case .bmpString: return octets.count.isMultiple(of: 2) ? octets.count / 2 : nil
        case .universalString: return octets.count.isMultiple(of: 4) ? octets.count / 4 : nil
        // Octets that go on with a character do not count.
        case .utf8String: return octets.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        default: return octets.count
        }
    }

    private struct Syntax {
        let name: String
        let types: [ASN1Identifier]
        let characters: ClosedRange<Int>

        init(_ name: String, _ characters: ClosedRange<Int>, _ types: [ASN1Identifier] = directoryString) {
            self.name = name
            self.types = types
            self.characters = characters
        }
    }

    private static let directoryString: [ASN1Identifier] = [
        .utf8String, .printableString, .teletexString, .bmpString, .universalString,
    ]

    /// The upper bounds are ub-common-name, ub-locality-name and so on.
    private static let syntaxes: [OID: Syntax] = [
        .commonName: Syntax("a commonName", 1...64),
        OID(2, 5, 4, 5): Syntax("a serialNumber", 1...64, [.printableString]),
        OID(2, 5, 4, 6): Syntax("a countryName", 2...2, [.printableString]),
        OID(2, 5, 4, 7): Syntax("a localityName", 1...128),
        OID(2, 5, 4, 8): Syntax("a stateOrProvinceName", 1...128),
        OID(2, 5, 4, 10): Syntax("an organizationName", 1...64),
        OID(2, 5, 4, 11): Syntax("an organizationalUnitName", 1...64), OID(2, 5, 4, 12): Syntax("a title", 1...64),
        OID(2, 5, 4, 46): Syntax("a dnQualifier", 1...Int.max, [.printableString]),
        OID(2, 5, 4, 65): Syntax("a pseudonym", 1...128),
        OID(0, 9, 2342, 19_200_300, 100, 1, 25): Syntax("a domainComponent", 1...Int.max, [.ia5String]),
        .emailAddress: Syntax("an emailAddress", 1...255, [.ia5String]),
    ]
}
