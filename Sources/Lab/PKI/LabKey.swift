import Crypto
import CryptoExtras
import SwiftASN1
import X509

/// A private key of the lab: made at start, kept in memory, never written to a file.
struct LabKey: Sendable {
    let certificateKey: Certificate.PrivateKey
    /// PEM, unencrypted, as GnuTLS reads it.
    let pem: String

    private init(_ key: Certificate.PrivateKey) throws {
        certificateKey = key
        pem = try key.serializeAsPEM().pemString
    }

    /// An ECDSA key on P-256.
    static func ecdsa() throws -> LabKey { try LabKey(Certificate.PrivateKey(P256.Signing.PrivateKey())) }

    /// An Ed25519 key (RFC 8410).
    static func ed25519() throws -> LabKey { try LabKey(Certificate.PrivateKey(Curve25519.Signing.PrivateKey())) }

    /// An RSA key of 2048 bits; takes up to a second to make.
    static func rsa() throws -> LabKey {
        try LabKey(Certificate.PrivateKey(_RSA.Signing.PrivateKey(keySize: .bits2048)))
    }

    /// An RSA key of 1024 bits, which nobody should trust.
    static func weakRSA() throws -> LabKey {
        let size = _RSA.Signing.KeySize(bitCount: 1_024)
        return try LabKey(Certificate.PrivateKey(_RSA.Signing.PrivateKey(unsafeKeySize: size)))
    }
}
