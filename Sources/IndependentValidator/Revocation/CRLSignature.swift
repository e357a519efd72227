import ServerIdentity
import Synchronization

/// The signature on a CRL, checked here and nowhere else (RFC 5280 section 6.3.3 (f) and (g)).
///
/// Whose key may have made it, `CRLSigners` finds; `CRLStatus` asks one after the other.
final class CRLSignature: Sendable {
    private let value: ArraySlice<UInt8>
    private let signed: ArraySlice<UInt8>
    private let algorithm: SignatureAlgorithm
    /// What checking said, by SubjectPublicKeyInfo: hashing a large CRL takes longer than all else.
    private let checked = Mutex<[[UInt8]: SignatureOutcome]>([:])

    /// - Parameter signed: the encoding of tbsCertList.
    init(_ value: ArraySlice<UInt8>, over signed: ArraySlice<UInt8>, _ algorithm: SignatureAlgorithm) {
        self.value = value
        self.signed = signed
        self.algorithm = algorithm
    }

    /// Whether a key signed the CRL. Remembered for the first keys asked about.
    func check(_ signer: StatusSigner) -> SignatureOutcome {
        if let known = checked.withLock({ $0[signer.subjectPublicKeyInfo] }) { return known }
        let outcome = SignatureCheck.verify(signed: signed, signature: value, algorithm: algorithm, key: signer.key)
        checked.withLock { if $0.count < Self.maximumCheckedKeys { $0[signer.subjectPublicKeyInfo] = outcome } }
        return outcome
    }

    /// Whether a key signed the CRL with SHA-1, which proves no more than that certificates were revoked.
    func isMadeWithSHA1(by signer: StatusSigner) -> Bool {
        SignatureCheck.isSignedWithSHA1(signed: signed, signature: value, algorithm: algorithm, key: signer.key)
    }

    /// 16: an issuer has one or two keys; more are somebody trying.
    private static let maximumCheckedKeys = 16
}

/// A certificate that may have signed a CRL or an OCSP response, already validated by a path to the anchor of the
/// certificate in question.
struct StatusSigner: Sendable {
    let subject: DistinguishedName
    /// The DER encoding of SubjectPublicKeyInfo.
    let subjectPublicKeyInfo: [UInt8]
    let key: PublicKey
    /// subjectKeyIdentifier; nil if there is none.
    let subjectKeyIdentifier: [UInt8]?
    /// False if keyUsage is present and lacks cRLSign (RFC 5280 section 6.3.3 (f)).
    let maySignCRLs: Bool
}

extension StatusSigner {
    init(_ certificate: PathCertificate) {
        self.init(
            subject: certificate.decoded.subject, subjectPublicKeyInfo: certificate.decoded.subjectPublicKeyInfo,
            key: certificate.key,
            subjectKeyIdentifier: certificate.decoded.subjectKeyIdentifier,
            maySignCRLs: certificate.decoded.extensions.keyUsage?.contains(.crlSigning) ?? true)
    }
}
