#if OpenSSL
import ServerIdentity

/// What OpenSSL may be asked to decode of revocation lists, all together: nothing can stop it once it has begun, so this
/// is asked before.
struct RevocationListWork {
    private var octets = 0
    private var octetsOfIssuers = 0

    /// 8 MiB: OpenSSL keeps 12 times the octets of entries.
    static let maximumOctets = 8 * 1_024 * 1_024
    /// 64 KiB in one list for everything but its entries: it makes a structure of 100 octets of a name of two. Lists of
    /// public CAs have under 2 KiB there, and the largest signature of SLH-DSA (FIPS 205) has 49,856 octets.
    private static let maximumOctetsBesideEntries = 64 * 1_024
    /// 512 KiB of names of issuers in entries of indirect lists, which cost as much: 5,000 usual ones.
    private static let maximumOctetsOfIssuers = 512 * 1_024

    static var limits: String {
        "\(maximumOctets / 1_048_576) MiB, \(maximumOctetsOfIssuers / 1_024) KiB of issuers in entries, "
            + "and \(maximumOctetsBesideEntries / 1_024) KiB of a list beside its entries"
    }

    /// Whether OpenSSL may be asked to decode one more list; it counts from then on.
    mutating func takes(_ list: [UInt8]) -> Bool {
        guard octets + list.count <= Self.maximumOctets else { return false }
        // What is not in the form of RFC 5280 section 5.1, or has lengths that DER does not allow, has no entries that
        // can be counted: all of it stands beside them.
        let parts = Self.parts(of: list) ?? (beside: list.count, issuers: list.count)
        guard parts.beside <= Self.maximumOctetsBesideEntries,
            octetsOfIssuers + parts.issuers <= Self.maximumOctetsOfIssuers
        else { return false }
        octets += list.count
        octetsOfIssuers += parts.issuers
        return true
    }

    /// How many octets stand beside the entries, and how many of certificateIssuer in all entries.
    private static func parts(of list: [UInt8]) -> (beside: Int, issuers: Int)? {
        var outer = DERReader(list[...])
        guard var whole = outer.next(0x30), outer.tag == nil, var fields = whole.next(0x30) else { return nil }
        _ = fields.next(0x02)  // version
        guard fields.next(0x30) != nil, fields.next(0x30) != nil else { return nil }
        for _ in ["thisUpdate", "nextUpdate"] where fields.next(0x17) == nil { _ = fields.next(0x18) }
        guard var entries = fields.next(0x30) else { return (list.count, 0) }
        let beside = list.count - entries.rest.count
        if beside > maximumOctetsBesideEntries { return (beside, 0) }
        var issuers = 0
        while entries.tag != nil {
            guard var entry = entries.next(0x30), entry.next(0x02) != nil, entry.next(0x17) != nil || entry.next(0x18) != nil
            else { return nil }
            if entry.tag == nil { continue }
            guard var extensions = entry.next(0x30) else { return nil }
            while extensions.tag != nil {
                guard var one = extensions.next(0x30), let type = one.next(0x06) else { return nil }
                if type.rest.elementsEqual(certificateIssuer) { issuers += one.rest.count }
            }
        }
        return (beside, issuers)
    }

    /// 2.5.29.29 (RFC 5280 section 5.3.3).
    private static let certificateIssuer: [UInt8] = [0x55, 0x1D, 0x1D]
}
#endif
