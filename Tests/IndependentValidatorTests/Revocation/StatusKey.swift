import Foundation
import Testing
import TestKit

@testable import IndependentValidator

/// Published key pairs that sign lists and responses in tests, with openssl: those of RFC 6979 appendix A.2.5 and
/// A.2.6.
enum StatusKey: Sendable {
    case first
    case second

    var subjectPublicKeyInfo: Octets {
        switch self {
        case .first: Keys.p256Key
        case .second: Keys.p384Key
        }
    }

    /// ecdsa-with-SHA256.
    static let algorithm = sequence(identifier(Identifier.ecdsaSHA256))

    /// ECPrivateKey of RFC 5915.
    private var privateKey: Octets {
        let (curve, secret) =
            switch self {
            case .first: (Keys.p256, "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")
            case .second:
                (Keys.p384, "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5")
            }
        return sequence(integer([1]), octetString(hexadecimalOctets(secret)), tlv(0xA0, identifier(curve)))
    }

    /// Signs with ECDSA and SHA-256.
    func sign(_ octets: Octets) async throws -> Octets {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let key = try files.write(Data(privateKey), to: "key")
        let message = try files.write(Data(octets), to: "message")
        let run = try await Run.of([
            Tool.openssl.path, "dgst", "-sha256", "-keyform", "DER", "-sign", key, "-out", files.file("signature"), message,
        ])
        try #require(run.exitCode == 0, "\(run.story)")
        return try Octets(Data(contentsOf: URL(fileURLWithPath: files.file("signature"))))
    }

    /// A signer whom the path builder would have validated.
    func signer(_ subject: Octets, keyIdentifier: Octets? = nil, maySignCRLs: Bool = true) throws -> StatusSigner {
        StatusSigner(
            subject: try distinguishedName(subject), subjectPublicKeyInfo: subjectPublicKeyInfo,
            key: PublicKey(subjectPublicKeyInfo[...]), subjectKeyIdentifier: keyIdentifier, maySignCRLs: maySignCRLs)
    }
}

func distinguishedName(_ octets: Octets) throws -> DistinguishedName {
    try DistinguishedName(try parseDER(octets[...], field: "name"), "name")
}
