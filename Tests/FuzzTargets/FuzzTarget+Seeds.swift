extension FuzzTarget {
    /// What `key` is given, taken from a certificate: its algorithm, key and signature; nil if it can't be taken apart.
    package static func keySeed(of certificate: [UInt8]) -> [UInt8]? {
        guard let outer = DERParts.inside(certificate[...]), outer.count == 3, let fields = DERParts.inside(outer[0].whole) else {
            return nil
        }
        let place = (fields.first?.tag == 0xA0 ? 1 : 0) + 5
        guard fields.count > place else { return nil }
        return Array(outer[1].whole) + Array(fields[place].whole) + Array(outer[2].content.dropFirst())
    }

    /// What `constraints` is given, taken from a certificate that has nameConstraints: they, and the leaf's own
    /// subjectAltName.
    package static func constraintsSeed(of certificate: [UInt8]) -> [UInt8]? {
        guard let content = DERParts.inside(certificate[...])?.first, let last = DERParts.inside(content.whole)?.last,
            last.tag == 0xA3,
            let extensions = DERParts.inside(last.content)
        else { return nil }
        let constraints = value(30, extensions)
        let names = value(17, extensions)
        if constraints == nil, names == nil { return nil }
        let first =
            constraints ?? DERParts.sequence(DERParts.value(0xA1, DERParts.sequence(DERParts.value(0x82, Array("a.example".utf8)))))
        let second = names ?? DERParts.sequence(DERParts.value(0x82, Array("www.example.org".utf8)))
        return first.count < 0x10000 ? [UInt8(first.count >> 8), UInt8(first.count & 0xFF)] + first + second : nil
    }

    private static func value(_ number: UInt8, _ extensions: [DERParts.Element]) -> [UInt8]? {
        for element in extensions {
            guard let fields = DERParts.inside(element.whole), fields.first?.content.elementsEqual([0x55, 0x1D, number]) == true
            else { continue }
            return fields.last.map { Array($0.content) }
        }
        return nil
    }
}
