import Testing
import TestKit

@testable import IndependentValidator

@Suite("Public keys")
struct PublicKeyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        let key: Octets
        /// How the description of the kind begins.
        let kind: String
        var bits: Int?

        var testDescription: String { what }
    }

    @Test("kinds", arguments: rows)
    func kind(row: Row) {
        let key = PublicKey(row.key[...])
        #expect(key.story.hasPrefix(row.kind), "\(key.story)")
        #expect(key.modulusBits == row.bits)
    }

    @Test func `the smallest modulus is the caller's choice, down to 1024 bits`() {
        let key = Keys.rsa(Keys.modulus(bits: 1_024))
        #expect(PublicKey(key[...], minimumModulusBits: 1_024).story == "RSA")
        #expect(PublicKey(key[...], minimumModulusBits: 3_072).story == "weak: RSA modulus of 1024 bits, fewer than 3072")
        let short = Keys.rsa(Keys.modulus(bits: 1_023))
        #expect(PublicKey(short[...], minimumModulusBits: 0).story == "weak: RSA modulus of 1023 bits, fewer than 1024")
    }

    @Test("4,000 mutations of good keys, seed 20261125") func mutated() throws {
        var generator = SeededGenerator(seed: 20_261_125)
        let originals = Self.rows.filter { !$0.kind.contains(":") }.map(\.key)
        for _ in 0..<4_000 {
            var octets = try #require(originals.randomElement(using: &generator))
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                octets[Int.random(in: 0..<min(octets.count, 60), using: &generator)] = UInt8.random(
                    in: .min ... .max, using: &generator)
            }
            let key = PublicKey(octets[...])
            for algorithm in [SignatureAlgorithm.rsaPKCS1(.sha256), .rsaPSS(.sha256, saltLength: 32), .ecdsa(.sha256), .ed25519] {
                let outcome = SignatureCheck.verify(
                    signed: octets[...], signature: octets.suffix(64), algorithm: algorithm, key: key)
                #expect(outcome != .valid)
            }
        }
    }

    private static let rows: [Row] = [
        Row(what: "RSA 2048", key: Keys.rsa(Keys.modulus(bits: 2_048)), kind: "RSA", bits: 2_048),
        Row(what: "RSA 2049", key: Keys.rsa(Keys.modulus(bits: 2_049)), kind: "RSA", bits: 2_049),
        Row(what: "RSA 8192", key: Keys.rsa(Keys.modulus(bits: 8_192)), kind: "RSA", bits: 8_192),
        Row(what: "RSA with exponent 3", key: Keys.rsa(Keys.modulus(bits: 2_048), exponent: [3]), kind: "RSA", bits: 2_048),
        Row(
            what: "RSA-PSS", key: Keys.rsa(Keys.modulus(bits: 2_048), type: Keys.rsaPSS, parameters: []), kind: "RSA-PSS",
            bits: 2_048),
        Row(what: "P-256", key: Keys.p256Key, kind: "ECDSA P-256"),
        Row(what: "P-384", key: Keys.p384Key, kind: "ECDSA P-384"),
        Row(what: "P-521", key: Keys.p521Key, kind: "ECDSA P-521"),
        Row(
            what: "Ed25519", key: sequence(sequence(identifier(Identifier.ed25519)), bitString(Octets(repeating: 7, count: 32))),
            kind: "Ed25519"),

        // CABF BR 6.1.5.
        Row(
            what: "RSA 2047", key: Keys.rsa(Keys.modulus(bits: 2_047)), kind: "weak: RSA modulus of 2047 bits, fewer than 2048",
            bits: 2_047),
        Row(what: "RSA 512", key: Keys.rsa(Keys.modulus(bits: 512)), kind: "weak: ", bits: 512),
        Row(what: "P-192", key: Keys.ellipticCurve(Keys.p192, Octets(repeating: 4, count: 49)), kind: "weak: the curve P-192"),
        Row(
            what: "DSA", key: sequence(sequence(identifier([0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x01])), bitString([1])),
            kind: "weak: DSA"),

        // BoringSSL's limits.
        Row(
            what: "RSA 8193", key: Keys.rsa(Keys.modulus(bits: 8_193)),
            kind: "unsupported: RSA modulus of 8193 bits, more than 8192", bits: 8_193),
        Row(
            what: "a hostile exponent", key: Keys.rsa(Keys.modulus(bits: 2_048), exponent: [3, 0, 0, 0, 1]),
            kind: "unsupported: RSA exponent of 34 bits, more than 33", bits: 2_048),
        Row(
            what: "P-224", key: Keys.ellipticCurve(Keys.p224, Octets(repeating: 4, count: 57)), kind: "unsupported: the curve P-224"
        ),
        Row(
            what: "Ed448", key: sequence(sequence(identifier([0x2B, 0x65, 0x71])), bitString([1])),
            kind: "unsupported: keys of type Ed448"),
        Row(
            what: "X25519", key: sequence(sequence(identifier([0x2B, 0x65, 0x6E])), bitString([1])),
            kind: "unsupported: keys of type X25519"),

        // RFC 8017 section 3.1.
        Row(what: "an even modulus", key: Keys.rsa(Keys.modulus(bits: 2_048).dropLast() + [0x24]), kind: "malformed: "),
        Row(what: "exponent 1", key: Keys.rsa(Keys.modulus(bits: 2_048), exponent: [1]), kind: "malformed: "),
        Row(what: "exponent 2", key: Keys.rsa(Keys.modulus(bits: 2_048), exponent: [2]), kind: "malformed: "),
        Row(what: "exponent 0", key: Keys.rsa(Keys.modulus(bits: 2_048), exponent: [0]), kind: "malformed: "),
        Row(
            what: "exponent as large as the modulus", key: Keys.rsa(Keys.modulus(bits: 512), exponent: Keys.modulus(bits: 512)),
            kind: "malformed: "),
        Row(what: "modulus 0", key: Keys.rsa([]), kind: "malformed: "),
        Row(
            what: "a negative modulus",
            key: sequence(
                sequence(identifier(Keys.rsaEncryption), Keys.null),
                bitString(sequence(tlv(0x02, [0xA5] + Octets(repeating: 0xA5, count: 255)), integer([3])))), kind: "malformed: "),
        Row(
            what: "a padded modulus",
            key: sequence(
                sequence(identifier(Keys.rsaEncryption), Keys.null),
                bitString(sequence(tlv(0x02, [0x00] + Octets(repeating: 0x25, count: 256)), integer([3])))), kind: "malformed: "),
        // RFC 3279 section 2.3.1.
        Row(what: "RSA without parameters", key: Keys.rsa(Keys.modulus(bits: 2_048), parameters: []), kind: "malformed: "),
        Row(what: "RSA with parameters", key: Keys.rsa(Keys.modulus(bits: 2_048), parameters: sequence()), kind: "malformed: "),
        // RFC 5480 sections 2.1.1 and 2.2.
        Row(
            what: "implicitCurve", key: sequence(sequence(identifier(Keys.ellipticCurveKey), Keys.null), bitString([4])),
            kind: "malformed: "),
        Row(
            what: "specifiedCurve", key: sequence(sequence(identifier(Keys.ellipticCurveKey), sequence()), bitString([4])),
            kind: "malformed: "),
        Row(what: "no curve", key: sequence(sequence(identifier(Keys.ellipticCurveKey)), bitString([4])), kind: "malformed: "),
        Row(
            what: "a point that is not on the curve",
            key: Keys.ellipticCurve(Keys.p256, [4] + hexadecimalOctets(Keys.p256X + Keys.p256X)), kind: "malformed: "),
        Row(
            what: "the hybrid form", key: Keys.ellipticCurve(Keys.p256, [7] + hexadecimalOctets(Keys.p256X + Keys.p256Y)),
            kind: "malformed: "),
        Row(what: "infinity", key: Keys.ellipticCurve(Keys.p256, [0]), kind: "malformed: "),
        Row(
            what: "a point of another curve", key: Keys.ellipticCurve(Keys.p384, [4] + hexadecimalOctets(Keys.p256X + Keys.p256Y)),
            kind: "malformed: "),
        // RFC 8410 section 3.
        Row(
            what: "Ed25519 with parameters",
            key: sequence(sequence(identifier(Identifier.ed25519), Keys.null), bitString(Octets(repeating: 7, count: 32))),
            kind: "malformed: "),
        Row(
            what: "Ed25519 of 31 octets",
            key: sequence(sequence(identifier(Identifier.ed25519)), bitString(Octets(repeating: 7, count: 31))), kind: "malformed: "
        ),
        Row(what: "nothing", key: [], kind: "malformed: "),
        Row(what: "octets after the key", key: Keys.p256Key + [0], kind: "malformed: "),
        Row(what: "no BIT STRING", key: sequence(sequence(identifier(Identifier.ed25519)), octetString([])), kind: "malformed: "),
    ]
}

extension PublicKey {
    /// The kind, and why.
    var story: String {
        switch kind {
        case .weak(_, let why): "weak: \(why)"
        case .unsupported(let why): "unsupported: \(why)"
        case .malformed(let why): "malformed: \(why)"
        default: kind.name
        }
    }
}
