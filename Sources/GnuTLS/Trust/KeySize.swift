/// How large the key of a certificate is, read from its octets without decoding anything else: the question comes
/// before every handshake's signature check, where an import by GnuTLS would cost a tenth of the handshake.
///
/// Strict: whatever is not exactly the form of RFC 5280 section 4.1 and RFC 8017 appendix A.1.1 in DER is `unreadable`,
/// and the caller asks GnuTLS.
enum KeySize: Equatable {
    /// Modulus and exponent in octets, leading zeros left out.
    case rsa(modulus: Int, exponent: Int)
    /// An elliptic curve or Edwards key, whose size the algorithm bounds.
    case curve
    case unreadable

    init(certificate der: [UInt8]) {
        self = Self.read(der) ?? .unreadable
    }

    private static func read(_ der: [UInt8]) -> KeySize? {
        var outer = DERScanner(der[...])
        guard var certificate = outer.value(0x30), var fields = certificate.value(0x30) else { return nil }
        _ = fields.value(0xA0)  // version
        guard fields.value(0x02) != nil else { return nil }  // serialNumber
        for _ in ["signature", "issuer", "validity", "subject"] where fields.value(0x30) == nil { return nil }
        guard var information = fields.value(0x30), var algorithm = information.value(0x30), let type = algorithm.value(0x06),
            var bits = information.value(0x03)
        else { return nil }
        if curves.contains(where: { type.rest.elementsEqual($0) }) { return .curve }
        guard type.rest.elementsEqual(rsaEncryption), bits.octet() == 0, var key = bits.value(0x30),
            let modulus = key.value(0x02), let exponent = key.value(0x02)
        else { return nil }
        return .rsa(modulus: modulus.rest.drop { $0 == 0 }.count, exponent: exponent.rest.drop { $0 == 0 }.count)
    }

    private static let rsaEncryption: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
    /// id-ecPublicKey, Ed25519, Ed448.
    private static let curves: [[UInt8]] = [[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01], [0x2B, 0x65, 0x70], [0x2B, 0x65, 0x71]]
}
