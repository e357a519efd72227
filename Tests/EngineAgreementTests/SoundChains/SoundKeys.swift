import Crypto
import CryptoExtras
import TestKit

/// A key of a kind that TLS servers and their CAs use, and how it signs.
struct SoundKey: Sendable {
    private let key: Secret
    let subjectPublicKeyInfo: [UInt8]
    /// The content of subjectPublicKey, of which key identifiers are made.
    let publicOctets: [UInt8]
    /// What is unusual about it.
    let features: Set<SoundFeature>

    private enum Secret: Sendable {
        case rsa(_RSA.Signing.PrivateKey, pssHash: Hash?)
        case p256(P256.Signing.PrivateKey)
        case p384(P384.Signing.PrivateKey)
        case p521(P521.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)
    }

    enum Hash: Int, CaseIterable, Sendable {
        case sha256 = 1
        case sha384 = 2
        case sha512 = 3

        var identifier: [UInt8] { SoundDER.identifier(2, 16, 840, 1, 101, 3, 4, 2, rawValue) }
        var length: Int { 16 + 16 * rawValue }

        func digest(of octets: [UInt8]) -> any Digest {
            switch self {
            case .sha256: SHA256.hash(data: octets)
            case .sha384: SHA384.hash(data: octets)
            case .sha512: SHA512.hash(data: octets)
            }
        }
    }

    var isRSA: Bool { if case .rsa = key { true } else { false } }
    var isEllipticCurve: Bool {
        switch key {
        case .p256, .p384, .p521: true
        case .rsa, .ed25519: false
        }
    }

    private static let ed25519 = SoundDER.sequence(SoundDER.identifier(1, 3, 101, 112))

    private init(_ key: Secret, _ algorithm: [UInt8], _ publicOctets: some Collection<UInt8>, _ feature: SoundFeature) {
        self.key = key
        self.publicOctets = Array(publicOctets)
        subjectPublicKeyInfo = SoundDER.sequence(algorithm, SoundDER.bits(publicOctets))
        features = [feature]
    }

    /// An RSA key for both paddings.
    init(_ key: _RSA.Signing.PrivateKey, _ feature: SoundFeature) {
        self.init(
            .rsa(key, pssHash: nil), SoundDER.sequence(SoundDER.identifier(1, 2, 840, 113549, 1, 1, 1), SoundDER.null),
            key.publicKey.pkcs1DERRepresentation, feature)
    }

    /// The same for RSASSA-PSS alone (RFC 4055 section 1.2), perhaps with one hash alone.
    init(pss key: _RSA.Signing.PrivateKey, _ random: inout SeededGenerator) {
        let hash = Hash.allCases.randomElement(using: &random) ?? .sha256
        let identifier = SoundDER.identifier(1, 2, 840, 113549, 1, 1, 10)
        let isRestricted = Bool.random(using: &random)
        let algorithm =
            isRestricted ? Self.pss(hash, hasNull: true) : SoundDER.sequence(identifier)
        self.init(.rsa(key, pssHash: hash), algorithm, key.publicKey.pkcs1DERRepresentation, .keyForPSSAlone)
    }

    /// A key of another kind, made of the generator's octets.
    init(_ random: inout SeededGenerator) throws {
        func octets(_ count: Int) -> [UInt8] { (0..<count).map { _ in .random(in: 0...255, using: &random) } }
        func curve(_ arcs: Int...) -> [UInt8] {
            SoundDER.sequence(
                SoundDER.identifier(1, 2, 840, 10045, 2, 1), SoundDER.value(0x06, SoundDER.identifierContent(arcs)))
        }
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4:
            let key = try P256.Signing.PrivateKey(rawRepresentation: [1] + octets(31))
            self.init(.p256(key), curve(1, 2, 840, 10045, 3, 1, 7), key.publicKey.x963Representation, .p256)
        case 4..<6:
            let key = try P384.Signing.PrivateKey(rawRepresentation: [1] + octets(47))
            self.init(.p384(key), curve(1, 3, 132, 0, 34), key.publicKey.x963Representation, .p384)
        case 6..<8:
            let key = try P521.Signing.PrivateKey(rawRepresentation: [0, 1] + octets(64))
            self.init(.p521(key), curve(1, 3, 132, 0, 35), key.publicKey.x963Representation, .p521)
        default:
            let key = try Curve25519.Signing.PrivateKey(rawRepresentation: octets(32))
            self.init(.ed25519(key), Self.ed25519, key.publicKey.rawRepresentation, .ed25519)
        }
    }

    /// What is signed, the algorithm that it names itself, and the signature.
    func signed(
        _ content: (_ algorithm: [UInt8]) -> [UInt8], _ random: inout SeededGenerator,
        _ features: inout Set<SoundFeature>
    ) throws -> [UInt8] {
        let hash = Hash.allCases.randomElement(using: &random) ?? .sha256
        let (algorithm, feature, sign) = way(hash, &random)
        features.insert(feature)
        let part = content(algorithm)
        return SoundDER.sequence(part, algorithm, SoundDER.bits(try sign(part)))
    }

    private typealias Way = (algorithm: [UInt8], feature: SoundFeature, sign: ([UInt8]) throws -> [UInt8])

    private func way(_ hash: Hash, _ random: inout SeededGenerator) -> Way {
        let ecdsa = SoundDER.sequence(SoundDER.identifier(1, 2, 840, 10045, 4, 3, 1 + hash.rawValue))
        let ecdsaFeature: SoundFeature =
            switch hash {
            case .sha256: .ecdsaWithSHA256
            case .sha384: .ecdsaWithSHA384
            case .sha512: .ecdsaWithSHA512
            }
        switch key {
        case .rsa(let key, let pssHash):
            if pssHash != nil || Int.random(in: 0..<3, using: &random) == 0 {
                let hash = pssHash ?? hash
                let algorithm = Self.pss(hash, hasNull: Bool.random(using: &random))
                return (algorithm, .rsaPSS, { try Self.rsa(key, hash.digest(of: $0), .PSS) })
            }
            let identifier = SoundDER.identifier(1, 2, 840, 113549, 1, 1, 10 + hash.rawValue)
            return (
                SoundDER.sequence(identifier, SoundDER.null), .rsaPKCS1,
                { try Self.rsa(key, hash.digest(of: $0), .insecurePKCS1v1_5) }
            )
        case .p256(let key):
            return (ecdsa, ecdsaFeature, { Array(try key.signature(for: hash.digest(of: $0)).derRepresentation) })
        case .p384(let key):
            return (ecdsa, ecdsaFeature, { Array(try key.signature(for: hash.digest(of: $0)).derRepresentation) })
        case .p521(let key):
            return (ecdsa, ecdsaFeature, { Array(try key.signature(for: hash.digest(of: $0)).derRepresentation) })
        case .ed25519(let key):
            return (Self.ed25519, .signedByEd25519, { Array(try key.signature(for: $0)) })
        }
    }

    private static func rsa(
        _ key: _RSA.Signing.PrivateKey, _ digest: some Digest, _ padding: _RSA.Signing.Padding
    ) throws -> [UInt8] {
        Array(try key.signature(for: digest, padding: padding).rawRepresentation)
    }

    /// RFC 4055 section 3.1, the salt as long as the hash.
    private static func pss(_ hash: Hash, hasNull: Bool) -> [UInt8] {
        let digest = SoundDER.sequence(hash.identifier, hasNull ? SoundDER.null : [])
        let mask = SoundDER.sequence(SoundDER.identifier(1, 2, 840, 113549, 1, 1, 8), digest)
        return SoundDER.sequence(
            SoundDER.identifier(1, 2, 840, 113549, 1, 1, 10),
            SoundDER.sequence(
                SoundDER.tagged(0, digest), SoundDER.tagged(1, mask),
                SoundDER.tagged(2, SoundDER.integer(hash.length))))
    }
}

/// RSA keys, which take long to make, once for all chains of a run; within a chain each is used once.
struct SoundKeyPool: Sendable {
    var rsa: [(key: _RSA.Signing.PrivateKey, feature: SoundFeature)]

    init() throws {
        rsa =
            try (0..<4).map { _ in (try _RSA.Signing.PrivateKey(keySize: .bits2048), SoundFeature.rsa2048) }
            + (0..<2).map { _ in (try _RSA.Signing.PrivateKey(keySize: .bits3072), SoundFeature.rsa3072) }
            + [(try _RSA.Signing.PrivateKey(keySize: .bits4096), SoundFeature.rsa4096)]
    }
}
