import Crypto
import CryptoExtras
import IndependentValidator
import ServerIdentity

enum PathTarget {
    static func check(_ octets: [UInt8]) throws(BrokenInvariant) -> Int {
        let certificates = DERParts.leading(octets[...]).prefix(maximumNumber).compactMap { try? CertificateDER(Array($0.whole)) }
        guard let leaf = certificates.first, let anchor = certificates.last else { return 0 }
        // Below an anchor that signed none of them.
        for answer in try SwiftEngine.answers(certificates, anchors: MadeAuthority.anchors, named: false) {
            try require(!answer.verdict.isAccepted, "accepted without a signature of the anchor")
        }
        let anchors = try? TrustAnchorSet([TrustAnchor(anchor, origin: "fuzz")], source: "fuzz")
        // At the time of the leaf, so that old suites have sound paths too.
        var accepted = 0
        let instant = (try? DecodedCertificate(leaf))?.validity.notBefore ?? MadeAuthority.instant
        for answer in try SwiftEngine.answers(certificates, anchors: anchors, named: false, at: instant) {
            guard case .accepted(let path) = answer.verdict else { continue }
            accepted += 1
            try require(path.first == leaf && path.last == anchor, "a path from another leaf or to another anchor")
            try checkLinks(path, at: instant)
        }
        return accepted
    }

    /// What any path must keep, seen without the path builder.
    private static func checkLinks(_ path: [CertificateDER], at instant: Instant) throws(BrokenInvariant) {
        var decoded: [DecodedCertificate] = []
        for der in path {
            guard let certificate = try? DecodedCertificate(der) else {
                throw BrokenInvariant("a path through an undecodable certificate")
            }
            try require(certificate.validity.contains(instant), "a path through \(certificate.subject) out of its time")
            decoded.append(certificate)
        }
        try require(Set(path).count == path.count, "a path with a loop")
        for (certificate, issuer) in zip(decoded, decoded.dropFirst()) {
            try require(certificate.issuer == issuer.subject, "\(certificate.subject) is not by \(issuer.subject)")
            try require(
                isSigned(certificate.der.octets, by: issuer.subjectPublicKeyInfo), "a wrong signature on \(certificate.subject)")
        }
    }

    /// Whether a key signed a certificate; true where this can't be told here.
    private static func isSigned(_ octets: [UInt8], by key: [UInt8]) -> Bool {
        guard let parts = DERParts.inside(octets[...]), parts.count == 3 else { return false }
        let (signed, signature) = (parts[0].whole, parts[2].content.dropFirst())
        switch Array(parts[1].whole) {
        case DERParts.ed25519:
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key.suffix(32)) else { return false }
            return key.isValidSignature(signature, for: signed)
        case ecdsaSHA256:
            guard let key = try? P256.Signing.PublicKey(derRepresentation: key) else { return true }
            guard let value = try? P256.Signing.ECDSASignature(derRepresentation: signature) else { return false }
            return key.isValidSignature(value, for: SHA256.hash(data: signed))
        case rsaSHA256:
            guard let key = try? _RSA.Signing.PublicKey(derRepresentation: key) else { return true }
            return key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: signed), padding: .insecurePKCS1v1_5
            )
        default: return true
        }
    }

    private static let ecdsaSHA256 = DERParts.sequence(DERParts.identifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02]))
    private static let rsaSHA256 = DERParts.sequence(
        DERParts.identifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B]), [0x05, 0x00])
    /// 16: longer chains cost time and show nothing new.
    private static let maximumNumber = 16
}
