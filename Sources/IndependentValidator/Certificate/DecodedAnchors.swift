public import ServerIdentity
import Synchronization

/// Certificates that were decoded while anchors were loaded, so that a validator does not decode them once more for its
/// index.
///
/// Holds what it decoded for as long as it lives. Nothing is judged by it: a validator takes from here what it would
/// else decode itself.
public final class DecodedAnchors: Sendable {
    private let certificates = Mutex<[CertificateDER: DecodedCertificate]>([:])

    /// Nothing is decoded yet.
    public init() {}

    /// Decodes a certificate that may become an anchor.
    ///
    /// - Returns: what was decoded.
    /// - Throws: `CertificateDecodingError`: no path can end at it.
    @discardableResult
    public func decode(_ certificate: CertificateDER) throws(CertificateDecodingError) -> DecodedCertificate {
        let decoded = try DecodedCertificate(certificate)
        certificates.withLock { $0[certificate] = decoded }
        return decoded
    }

    /// Why a certificate can't become an anchor, in one clause; nil if it can, and then it is decoded.
    public func refusal(of certificate: CertificateDER) -> String? {
        do throws(CertificateDecodingError) {
            try decode(certificate)
            return nil
        } catch {
            return error.description
        }
    }

    func certificate(_ certificate: CertificateDER) throws(CertificateDecodingError) -> DecodedCertificate {
        if let known = certificates.withLock({ $0[certificate] }) { return known }
        return try DecodedCertificate(certificate)
    }
}
