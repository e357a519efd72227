import ServerIdentity
import SwiftASN1

/// One attribute of a name: its type and its value.
struct NameAttribute {
    let type: OID
    let value: ASN1Node

    init(_ node: ASN1Node, _ path: String) throws(CertificateDecodingError) {
        var fields = try FieldReader(node, path)
        type = try OID(try fields.next("type"), "\(path).type")
        value = try fields.next("value")
        try fields.end()
        // X.680 section 41: a BMPString holds characters of the Basic Multilingual Plane; half of a surrogate pair is
        // none, and what two halves mean is read in two ways.
        if value.identifier == .bmpString, string == nil {
            throw CertificateDecodingError(field: path, reason: "a BMPString with a unit that is no character")
        }
    }

    /// The encoding of the value.
    var encoding: ArraySlice<UInt8> { value.encodedBytes }

    /// Whether the value is a TeletexString, which CAs filled with Latin-1.
    var isTeletex: Bool { value.identifier == .teletexString }

    /// The value as it is encoded, if it is a string of octets and each of them is ASCII.
    var ascii: ArraySlice<UInt8>? {
        guard case .primitive(let octets) = value.content, hasOctetsAsUnits, octets.allSatisfy({ $0 < 0x80 }) else { return nil }
        return octets
    }

    var hasOctetsAsUnits: Bool {
        switch value.identifier {
        case .utf8String, .printableString, .teletexString, .ia5String, .numericString, .visibleString: true
        default: false
        }
    }

    /// Type and value in the string form of RFC 4514.
    var text: String {
        if let keyword = Self.keywords[type], let string { return keyword + "=" + Self.escaped(string) }
        // RFC 4514 section 2.4: a value of an unknown type is shown as the hexadecimal form of its encoding.
        let shown = value.encodedBytes.prefix(Self.shownOctets)
        return "\(type)=#" + hexadecimal(shown) + (value.encodedBytes.count > shown.count ? "…" : "")
    }

    /// The value as octets of text: UTF-8 for the 16- and 32-bit string types, the content octets for the others; nil
    /// for what is no string, or a 16- or 32-bit string with a broken unit.
    var string: [UInt8]? {
        guard case .primitive(let octets) = value.content else { return nil }
        if hasOctetsAsUnits { return Array(octets) }
        switch value.identifier {
        case .bmpString: return Self.utf8(octets, unit: 2)
        case .universalString: return Self.utf8(octets, unit: 4)
        default: return nil
        }
    }

    private static func utf8(_ octets: ArraySlice<UInt8>, unit: Int) -> [UInt8]? {
        guard octets.count.isMultiple(of: unit) else { return nil }
        var text = ""
        var rest = octets
        while !rest.isEmpty {
            let value = rest.prefix(unit).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            guard let scalar = Unicode.Scalar(value) else { return nil }
            text.unicodeScalars.append(scalar)
            rest = rest.dropFirst(unit)
        }
        return Array(text.utf8)
    }

    /// RFC 4514 section 2.4: special characters after a backslash; all octets beyond printable ASCII as `\HH`.
    private static func escaped(_ value: [UInt8]) -> String {
        var octets: [UInt8] = []
        octets.reserveCapacity(min(value.count, shownOctets))
        for (offset, octet) in value.prefix(shownOctets).enumerated() {
            let isEdge = offset == 0 || offset == value.count - 1
            if octet < 0x20 || octet >= 0x7F {
                octets += ("\\" + hexadecimal(octet)).utf8
            } else {
                if special.contains(octet) || (octet == space && isEdge) || (octet == numberSign && offset == 0) {
                    octets.append(UInt8(ascii: "\\"))
                }
                octets.append(octet)
            }
        }
        let text = String(decoding: octets, as: UTF8.self)
        return value.count > shownOctets ? "\(text)… (\(value.count - shownOctets) more octets)" : text
    }

    private static let shownOctets = EscapedText.defaultLimit
    private static let special = Array("\",+;<>=\\".utf8)
    private static let space = UInt8(ascii: " ")
    private static let numberSign = UInt8(ascii: "#")

    /// RFC 4514 section 3, RFC 4519, and what certificates use beside them.
    private static let keywords: [OID: String] = [
        .commonName: "CN", OID(2, 5, 4, 4): "sn", OID(2, 5, 4, 5): "serialNumber", OID(2, 5, 4, 6): "C", OID(2, 5, 4, 7): "L",
        OID(2, 5, 4, 8): "ST", OID(2, 5, 4, 9): "STREET", OID(2, 5, 4, 10): "O", OID(2, 5, 4, 11): "OU", OID(2, 5, 4, 12): "title",
        OID(2, 5, 4, 15): "businessCategory", OID(2, 5, 4, 17): "postalCode", OID(2, 5, 4, 42): "givenName",
        OID(2, 5, 4, 97): "organizationIdentifier", OID(0, 9, 2342, 19_200_300, 100, 1, 1): "UID",
        OID(0, 9, 2342, 19_200_300, 100, 1, 25): "DC", .emailAddress: "EMAIL",
    ]
}

extension OID {
    static let commonName = OID(2, 5, 4, 3)
}
