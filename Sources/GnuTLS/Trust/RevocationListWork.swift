/// What GnuTLS may be asked to decode of revocation lists, all together. Its decoder takes time by the square of the
/// extensions of entries (measured, 3.7.9: 10,000 entries with a reasonCode 0.4 s, 40,000 of them 6 s, 120,000 over a
/// minute; without extensions 40,000 take 0.04 s), 15 times the octets in memory, and nothing can stop it once it has
/// begun: so this is asked before.
struct RevocationListWork {
    private var octets = 0
    private var extensions = 0

    /// 8 MiB: 0.3 s and 120 MiB of memory.
    private static let maximumOctets = 8 * 1_024 * 1_024
    /// 10,000 extensions, of entries and of lists: 0.4 s.
    private static let maximumExtensions = 10_000
    /// 4 KiB for the name of an issuer: parts of names cost by their square too.
    private static let maximumIssuer = 4 * 1_024
    /// 64 KiB in one list for everything but its entries: lists of public CAs have under 2 KiB there, and the largest
    /// signature of SLH-DSA (FIPS 205) has 49,856 octets.
    private static let maximumOctetsBesideEntries = 64 * 1_024
    /// 64 extensions of one list: a dozen are defined, and GnuTLS looks for each from the first one on.
    private static let maximumExtensionsOfList = 64

    static var limits: String {
        "\(maximumOctets / 1_048_576) MiB, \(maximumExtensions) extensions of entries, "
            + "\(maximumIssuer) octets for an issuer's name, \(maximumExtensionsOfList) extensions of a list, "
            + "and \(maximumOctetsBesideEntries / 1_024) KiB of a list beside its entries"
    }

    /// Whether GnuTLS may be asked to decode one more list; it counts from then on. What can't be counted, because it
    /// is not the form of RFC 5280 section 5.1 in DER, may not.
    mutating func takes(_ list: [UInt8]) -> Bool {
        guard octets + list.count <= Self.maximumOctets,
            let counted = Self.extensions(of: list, limit: Self.maximumExtensions - extensions)
        else { return false }
        octets += list.count
        extensions += counted
        return true
    }

    /// How many extensions a list has; nil if they are more than the limit or can't be counted.
    private static func extensions(of list: [UInt8], limit: Int) -> Int? {
        var outer = DERScanner(list[...])
        guard var whole = outer.value(0x30), outer.tag == nil, var fields = whole.value(0x30) else { return nil }
        _ = fields.value(0x02)  // version
        guard fields.value(0x30) != nil, let issuer = fields.value(0x30), issuer.rest.count <= maximumIssuer else {
            return nil
        }
        for _ in ["thisUpdate", "nextUpdate"] { if fields.value(0x17) == nil { _ = fields.value(0x18) } }
        var count = 0
        let entries = fields.value(0x30)
        if list.count - (entries?.rest.count ?? 0) > maximumOctetsBesideEntries { return nil }
        if var entries {
            while entries.tag != nil {
                guard var entry = entries.value(0x30), entry.value(0x02) != nil,
                    entry.value(0x17) != nil || entry.value(0x18) != nil
                else { return nil }
                if entry.tag == nil { continue }
                guard let ofEntry = entry.value(0x30), let more = number(of: ofEntry), entry.tag == nil else {
                    return nil
                }
                count += more
                if count > limit { return nil }
            }
        }
        if var explicit = fields.value(0xA0) {
            guard let ofList = explicit.value(0x30), let more = number(of: ofList), more <= maximumExtensionsOfList else {
                return nil
            }
            count += more
        }
        return fields.tag == nil && count <= limit ? count : nil
    }

    private static func number(of extensions: DERScanner) -> Int? {
        var (extensions, count) = (extensions, 0)
        while extensions.tag != nil {
            guard extensions.value(0x30) != nil else { return nil }
            count += 1
        }
        return count
    }
}
