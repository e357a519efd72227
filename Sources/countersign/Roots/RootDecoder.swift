import IndependentValidator
import RootPrograms
import ServerIdentity

/// Our own decoder, as lists of roots ask for one.
enum RootDecoder {
    static func decode(_ der: CertificateDER) -> Result<DecodedRoot, RootDecodingFailure> {
        do throws(CertificateDecodingError) {
            let decoded = try DecodedCertificate(der)
            return .success(
                DecodedRoot(
                    der, facts: decoded.facts, issuer: decoded.issuer.octets, subject: decoded.subject.octets,
                    serial: decoded.serialNumber))
        } catch {
            return .failure(RootDecodingFailure(error.description))
        }
    }
}
