import SwiftASN1
import X509

/// A certificate and its private key, which issues others. It issues whatever it is asked for: that is what the lab is
/// for.
struct LabAuthority: Sendable {
    let certificate: Certificate
    let key: LabKey
    let calendar: LabCalendar

    /// Makes a self-signed root.
    static func root(_ name: String, key: LabKey, calendar: LabCalendar) throws -> LabAuthority {
        let request = LabRequest(
            commonName: name, key: key, validity: LabRequest.authorityValidity, authority: .authority(pathLength: nil))
        return try LabAuthority(certificate: request.selfSigned(calendar), key: key, calendar: calendar)
    }

    /// Makes a self-signed certificate that is no CA.
    static func selfSigned(_ request: LabRequest, calendar: LabCalendar) throws -> LabAuthority {
        try LabAuthority(certificate: request.selfSigned(calendar), key: request.key, calendar: calendar)
    }

    /// Issues a certificate.
    func issue(_ request: LabRequest) throws -> LabAuthority {
        let issued = try request.certificate(
            issuer: certificate.subject, issuerKey: key,
            issuerKeyIdentifier: SubjectKeyIdentifier(hash: key.certificateKey.publicKey),
            calendar)
        return LabAuthority(certificate: issued, key: request.key, calendar: calendar)
    }

    /// The certificate's encoding.
    var der: [UInt8] {
        get throws {
            var serializer = DER.Serializer()
            try serializer.serialize(certificate)
            return serializer.serializedBytes
        }
    }
}
