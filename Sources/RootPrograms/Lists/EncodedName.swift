/// Whether octets are one DER SEQUENCE and nothing else, as every Name is (RFC 5280 section 4.1.2.4). What is inside is
/// not looked at.
///
/// An issuer that is cut, or that something follows, is nobody's: distrust by it would be kept, and hold for no
/// certificate.
func isEncodedName(_ octets: [UInt8]) -> Bool {
    guard octets.count >= 2, octets[0] == 0x30 else { return false }
    if octets[1] < 0x80 { return octets.count == 2 + Int(octets[1]) }
    let digits = Int(octets[1] & 0x7F)
    guard (1...3).contains(digits), octets.count > 2 + digits else { return false }
    let length = octets[2..<2 + digits].reduce(0) { $0 << 8 | Int($1) }
    // X.690 section 10.1: in as few octets as will do.
    return octets[2] != 0 && length >= 0x80 && octets.count == 2 + digits + length
}
