import IndependentValidator
import RootPrograms
import ServerIdentity

/// Our own decoder, as lists of roots ask for one.
enum RootDecoder {
    static func decode(_ der: CertificateDER) -> Result<DecodedRoot, RootDecodingFailure> {
        decode(der) { (der) throws(CertificateDecodingError) in try DecodedCertificate(der) }
    }

    /// For roots that become anchors: what is decoded is kept for the validator.
    static func decode(_ der: CertificateDER, into anchors: DecodedAnchors) -> Result<DecodedRoot, RootDecodingFailure> {
        decode(der) { (der) throws(CertificateDecodingError) in try anchors.decode(der) }
    }

    private static func decode(
        _ der: CertificateDER, by decoding: (CertificateDER) throws(CertificateDecodingError) -> DecodedCertificate
    ) -> Result<DecodedRoot, RootDecodingFailure> {
        do throws(CertificateDecodingError) {
            let decoded = try decoding(der)
            return .success(
                DecodedRoot(
                    der, facts: decoded.facts, issuer: decoded.issuer.octets, subject: decoded.subject.octets,
                    serial: decoded.serialNumber))
        } catch {
            return .failure(RootDecodingFailure(error.description))
        }
    }
}
