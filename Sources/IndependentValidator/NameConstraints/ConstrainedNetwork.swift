/// An iPAddress constraint: a network as address and mask (RFC 5280 section 4.2.1.10, in the style of RFC 4632).
struct ConstrainedNetwork: Hashable, Sendable {
    private let address: [UInt8]
    private let mask: [UInt8]

    /// Takes 8 octets (IPv4) or 32 (IPv6); nil for another number, and for a mask with a hole.
    init?(_ octets: [UInt8]) {
        guard octets.count == 8 || octets.count == 32 else { return nil }
        address = Array(octets[..<(octets.count / 2)])
        mask = Array(octets[(octets.count / 2)...])
        var ended = false
        for octet in mask {
            if ended, octet != 0 { return nil }
            let ones = (~octet).leadingZeroBitCount
            if ones < 8 {
                if octet << UInt8(ones) != 0 { return nil }
                ended = true
            }
        }
    }

    /// Whether an address of the same family lies inside.
    func contains(_ octets: [UInt8]) -> Bool {
        octets.count == address.count && zip(zip(octets, address), mask).allSatisfy { ($0.0 ^ $0.1) & $1 == 0 }
    }
}
