import Crypto
import CryptoExtras
import ServerIdentity

/// A key of the failures' PKI: the same in every run, so that its pins and identifiers stay the same.
struct FailureKey: Sendable {
    /// The DER of its SubjectPublicKeyInfo.
    let subjectPublicKeyInfo: [UInt8]
    /// SHA-1 of subjectPublicKey (RFC 5280 section 4.2.1.2).
    let identifier: [UInt8]
    private let secret: Secret

    private enum Secret: Sendable {
        case p256(P256.Signing.PrivateKey)
        case rsa(_RSA.Signing.PrivateKey)
        /// Nobody has it.
        case none
    }

    enum Hash: Sendable { case sha256, sha1, md5 }

    private init(_ secret: Secret, _ algorithm: [UInt8], _ publicKey: [UInt8]) {
        self.secret = secret
        subjectPublicKeyInfo = SoundDER.sequence(algorithm, SoundDER.bits(publicKey))
        identifier = Array(Insecure.SHA1.hash(data: publicKey))
    }

    private static let ecdsa = SoundDER.sequence(
        SoundDER.identifier(1, 2, 840, 10045, 2, 1), SoundDER.identifier(1, 2, 840, 10045, 3, 1, 7))
    private static let rsa = SoundDER.sequence(SoundDER.identifier(1, 2, 840, 113549, 1, 1, 1), SoundDER.null)

    /// An ECDSA key on P-256, made of a text.
    init(_ text: String) throws {
        let key = try P256.Signing.PrivateKey(rawRepresentation: [1] + SHA256.hash(data: Array(text.utf8)).dropFirst())
        self.init(.p256(key), Self.ecdsa, Array(key.publicKey.x963Representation))
    }

    /// An RSA key that is too short.
    static let short = Result {
        let key = try _RSA.Signing.PrivateKey(unsafeKeySize: _RSA.Signing.KeySize(bitCount: 1_024))
        return FailureKey(.rsa(key), rsa, Array(key.publicKey.pkcs1DERRepresentation))
    }

    /// An RSA key of ordinary length.
    static let ordinaryRSA = Result {
        let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        return FailureKey(.rsa(key), rsa, Array(key.publicKey.pkcs1DERRepresentation))
    }

    /// An RSA key that is longer than anybody computes with, and that nobody has.
    static let huge: FailureKey = {
        let modulus = SoundDER.value(0x02, [0] + [UInt8](repeating: 0xC1, count: 4_096))
        return FailureKey(.none, rsa, SoundDER.sequence(modulus, SoundDER.integer(65_537)))
    }()

    /// What is signed, with the algorithm in it and the signature behind it. Of the kinds of RSA there is none with
    /// SHA-1, and of ECDSA none with MD5: those are no signatures.
    func signed(_ hash: Hash, _ content: (_ algorithm: [UInt8]) -> [UInt8]) throws -> [UInt8] {
        let named = algorithm(hash)
        let body = content(named)
        return SoundDER.sequence(body, named, SoundDER.bits(try signature(over: body, hash)))
    }

    private func algorithm(_ hash: Hash) -> [UInt8] {
        let isECDSA = if case .p256 = secret { true } else { false }
        return switch hash {
        case .md5: SoundDER.sequence(SoundDER.identifier(1, 2, 840, 113549, 1, 1, 4), SoundDER.null)
        case .sha1 where isECDSA: SoundDER.sequence(SoundDER.identifier(1, 2, 840, 10045, 4, 1))
        case .sha1: SoundDER.sequence(SoundDER.identifier(1, 2, 840, 113549, 1, 1, 5), SoundDER.null)
        case .sha256 where isECDSA: SoundDER.sequence(SoundDER.identifier(1, 2, 840, 10045, 4, 3, 2))
        case .sha256: SoundDER.sequence(SoundDER.identifier(1, 2, 840, 113549, 1, 1, 11), SoundDER.null)
        }
    }

    private func signature(over body: [UInt8], _ hash: Hash) throws -> [UInt8] {
        switch secret {
        case .p256(let key):
            let signature =
                try hash == .sha1 ? key.signature(for: Insecure.SHA1.hash(data: body)) : key.signature(for: body)
            return Array(signature.derRepresentation)
        case .rsa(let key) where hash == .md5: return try Self.md5(over: body, by: key)
        case .rsa(let key):
            return Array(
                try key.signature(for: SHA256.hash(data: body), padding: .insecurePKCS1v1_5).rawRepresentation)
        case .none: return [UInt8](repeating: 0x5A, count: 256)
        }
    }

    /// RFC 8017 section 8.2 with MD5, which no library signs with any more: its encoding, and the bare operation.
    private static func md5(over body: [UInt8], by key: _RSA.Signing.PrivateKey) throws -> [UInt8] {
        let digest = SoundDER.sequence(
            SoundDER.sequence(SoundDER.identifier(1, 2, 840, 113549, 2, 5), SoundDER.null),
            SoundDER.octets(Array(Insecure.MD5.hash(data: body))))
        let padding = [UInt8](repeating: 0xFF, count: key.keySizeInBits / 8 - digest.count - 3)
        let bare = try _RSA.BlindSigning.PrivateKey<SHA384>(
            derRepresentation: key.derRepresentation, parameters: .RSABSSA_SHA384_PSS_Deterministic)
        return Array(try bare.blindSignature(for: [0, 1] + padding + [0] + digest).rawRepresentation)
    }
}
