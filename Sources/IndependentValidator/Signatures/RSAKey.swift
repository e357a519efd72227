import CryptoExtras
import SwiftASN1

/// RSAPublicKey of RFC 8017 appendix A.1.1 whose numbers make a key; how large it must be is decided elsewhere.
struct RSAKey: Sendable {
    let modulus: NaturalNumber
    let exponent: NaturalNumber

    init(_ octets: ArraySlice<UInt8>, _ field: String) throws(CertificateDecodingError) {
        var fields = try FieldReader(try parseDER(octets, field: field), field)
        modulus = try NaturalNumber(try fields.next("modulus"), "\(field).modulus")
        exponent = try NaturalNumber(try fields.next("publicExponent"), "\(field).publicExponent")
        try fields.end()
        // RFC 8017 section 3.1: n is a product of odd primes, and e an integer between 3 and n - 1 that is prime to
        // λ(n), so odd too.
        guard modulus.isOdd else { throw CertificateDecodingError(field: "\(field).modulus", reason: "even") }
        guard exponent.isOdd, exponent.bitCount >= 2, exponent < modulus else {
            throw CertificateDecodingError(field: "\(field).publicExponent", reason: "even, below 3 or not below the modulus")
        }
    }

    /// Why swift-crypto can't check signatures with this key; nil if it can.
    var limitPassed: String? {
        if modulus.bitCount > Self.maximumModulusBits {
            return "RSA modulus of \(modulus.bitCount) bits, more than \(Self.maximumModulusBits)"
        }
        if exponent.bitCount > Self.maximumExponentBits {
            return "RSA exponent of \(exponent.bitCount) bits, more than \(Self.maximumExponentBits)"
        }
        return nil
    }

    /// The key as swift-crypto takes it; nil if it takes it not.
    var verifier: _RSA.Signing.PublicKey? {
        if modulus.bitCount >= 2_048 { return try? _RSA.Signing.PublicKey(n: Array(modulus.octets), e: Array(exponent.octets)) }
        return try? _RSA.Signing.PublicKey(unsafeDERRepresentation: encoded)
    }

    /// RSAPublicKey again, for keys that swift-crypto takes in this form only.
    private var encoded: [UInt8] {
        var serializer = DER.Serializer()
        serializer.appendConstructedNode(identifier: .sequence) { coder in
            for number in [modulus, exponent] {
                coder.appendPrimitiveNode(identifier: .integer) { content in
                    if (number.octets.first ?? 0) >= 0x80 { content.append(0) }
                    content += number.octets
                }
            }
        }
        return serializer.serializedBytes
    }

    /// 8192 bits: BoringSSL's limit (OPENSSL_RSA_MAX_MODULUS_BITS) against keys that are made to cost time.
    static let maximumModulusBits = 8_192
    /// 33 bits: BoringSSL's limit, for the same reason.
    static let maximumExponentBits = 33
    /// 1024 bits: the smallest key that swift-crypto takes.
    static let smallestModulusBits = 1_024
}
