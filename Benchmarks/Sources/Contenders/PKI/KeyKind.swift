import Crypto
import CryptoExtras
import X509

/// The kinds of key that are compared.
public enum KeyKind: String, CaseIterable, Codable, Sendable {
    /// RSA, 2048 bits.
    case rsa = "RSA"
    /// ECDSA on P-256.
    case ecdsa = "ECDSA"
    /// Ed25519.
    case ed25519 = "Ed25519"

    func makeKey() throws -> Certificate.PrivateKey {
        switch self {
        case .rsa: try Certificate.PrivateKey(_RSA.Signing.PrivateKey(keySize: .bits2048))
        case .ecdsa: Certificate.PrivateKey(P256.Signing.PrivateKey())
        case .ed25519: Certificate.PrivateKey(Curve25519.Signing.PrivateKey())
        }
    }
}
