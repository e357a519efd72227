/// Public keys that tests need, as SubjectPublicKeyInfo.
enum Keys {
    static let p192: Octets = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x01]
    static let p224: Octets = [0x2B, 0x81, 0x04, 0x00, 0x21]
    static let p256: Octets = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07]
    static let p384: Octets = [0x2B, 0x81, 0x04, 0x00, 0x22]
    static let p521: Octets = [0x2B, 0x81, 0x04, 0x00, 0x23]
    static let ellipticCurveKey: Octets = [0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]
    static let rsaEncryption: Octets = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
    static let rsaPSS: Octets = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A]
    static let null: Octets = [0x05, 0x00]

    static func ellipticCurve(_ curve: Octets, _ point: Octets) -> Octets {
        sequence(sequence(identifier(ellipticCurveKey), identifier(curve)), bitString(point))
    }

    static func rsa(_ modulus: Octets, exponent: Octets = [1, 0, 1], type: Octets = rsaEncryption, parameters: Octets = null)
        -> Octets
    {
        sequence(sequence(identifier(type), parameters), bitString(sequence(integer(modulus), integer(exponent))))
    }

    /// An odd number of so many bits; no product of two primes, which nobody can see.
    static func modulus(bits: Int) -> Octets {
        var octets = Octets(repeating: 0xA5, count: (bits + 7) / 8)
        octets[0] = 1 << UInt8((bits - 1) % 8)
        return octets
    }

    /// The keys of RFC 6979 appendix A.2.5 to A.2.7.
    static let p256X = "60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
    static let p256Y = "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299"
    static let p256Key = ellipticCurve(p256, [4] + hexadecimalOctets(p256X + p256Y))
    static let p384Key = ellipticCurve(
        p384,
        [4]
            + hexadecimalOctets(
                "EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A254515480BC13"
                    + "8015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1288B231C3AE0D4FE7344FD2533264720"))
    static let p521Key = ellipticCurve(
        p521,
        [4]
            + hexadecimalOctets(
                "01894550D0785932E00EAA23B694F213F8C3121F86DC97A04E5A7167DB4E5BCD371123D46E45DB6B5D5370A7F20FB633155D38FFA16D2BD761DCAC474B9A2F5023A4"
                    + "00493101C962CD4D2FDDF782285E64584139C2F91B47F87FF82354D6630F746A28A0DB25741B5B34A828008B22ACC23F924FAAFBD4D33F81EA66956DFEAA2BFDFCF5"
            ))
}

/// The octets of hexadecimal text.
func hexadecimalOctets(_ text: String) -> Octets {
    let digits = text.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

/// An INTEGER of zero or more, as DER wants it.
func integer(_ magnitude: Octets) -> Octets {
    let digits = Octets(magnitude.drop { $0 == 0 })
    return tlv(0x02, (digits.first ?? 0x80) >= 0x80 ? [0] + digits : digits)
}
