import ServerIdentity
import Synchronization

/// Intermediate certificates of paths that were accepted: decoded, with their key, and with whose signature they were
/// found to carry.
///
/// A million servers have a thousand issuers between them. What is remembered is a function of octets alone: how they
/// decode, and that a key made the signature over them; so a hit can't accept what would now be refused. Dates, path
/// lengths, constraints, usages, policies, profile rules and revocation are judged anew for each leaf, and a signature
/// by any other key than the one remembered is checked as ever. What is remembered is found by every octet of the
/// certificate.
///
/// Only a path that was accepted adds to it: who presents certificates that lead nowhere can't fill it.
final class RememberedCAs: Sendable {
    private let known = Mutex<[CertificateDER: PathCertificate]>([:])
    private let limit: Int

    /// 4 KiB of DER: what is decoded of an unusual certificate, with hundreds of names, may be many times as large.
    static let maximumOctets = 4 * 1_024

    /// - Parameter limit: certificates at most. When there are more, all are forgotten and the next ones remembered.
    init(limit: Int) { self.limit = limit }

    /// Nil for a certificate that was on no accepted path, or on one too long ago.
    func certificate(_ der: CertificateDER) -> PathCertificate? {
        if limit == 0 || der.octets.count > Self.maximumOctets { return nil }
        return known.withLock { $0[der] }
    }

    /// Remembers what stands between leaf and anchor.
    ///
    /// - Parameter path: accepted, leaf first, anchor last: each certificate's signature was found to be that of the
    ///   next one's key.
    func remember(acceptedPath path: [PathCertificate]) {
        if limit == 0 { return }
        for (certificate, issuer) in zip(path, path.dropFirst()).dropFirst() where !certificate.isSigned(byRemembered: issuer) {
            if certificate.decoded.der.octets.count > Self.maximumOctets { continue }
            let remembered = PathCertificate(certificate, signer: issuer.decoded.subjectPublicKeyInfo)
            known.withLock {
                if $0.count >= limit { $0.removeAll(keepingCapacity: true) }
                $0[certificate.decoded.der] = remembered
            }
        }
    }
}
