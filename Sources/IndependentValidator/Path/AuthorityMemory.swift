import ServerIdentity
import Synchronization

/// Intermediate certificates of paths that were accepted: decoded, with their key, and with whose signature they were found to carry.
///
/// A million servers have a thousand issuers between them. What is remembered is a function of octets alone: how they decode, and that a key made the signature over
/// them; so a hit can't accept what would now be refused. Dates, path lengths, constraints, usages, policies, profile rules and revocation are judged anew
/// for each leaf, and a signature by any other key than the one remembered is checked as ever. What is remembered is found by every octet of the certificate.
///
/// Only a path that was accepted adds to it: who presents certificates that lead nowhere can't fill it.
final class AuthorityMemory: Sendable {
    private let known = Mutex<[CertificateDER: PathCertificate]>([:])

    /// 1,024 certificates of usual size with what was decoded of them take about 10 MiB. The web has about as many intermediates; when there
    /// are more, all are forgotten and the next ones remembered.
    static let maximumCertificates = 1_024
    /// 8 KiB of DER: what is decoded of an unusual certificate, with thousands of names, may be many times as large.
    static let maximumOctets = 8 * 1_024

    /// Nil for a certificate that was on no accepted path, or on one too long ago.
    func certificate(_ der: CertificateDER) -> PathCertificate? { known.withLock { $0[der] } }

    /// Remembers what stands between leaf and anchor.
    ///
    /// - Parameter path: accepted, leaf first, anchor last: each certificate's signature was found to be that of the next one's key.
    func remember(acceptedPath path: [PathCertificate]) {
        for (certificate, issuer) in zip(path, path.dropFirst()).dropFirst() where !certificate.isSigned(byRemembered: issuer) {
            if certificate.decoded.der.octets.count > Self.maximumOctets { continue }
            let remembered = PathCertificate(certificate, signer: issuer.decoded.subjectPublicKeyInfo)
            known.withLock {
                if $0.count >= Self.maximumCertificates { $0.removeAll(keepingCapacity: true) }
                $0[certificate.decoded.der] = remembered
            }
        }
    }
}
