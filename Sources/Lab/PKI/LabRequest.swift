import SwiftASN1
import X509

/// What a lab certificate shall say.
struct LabRequest: Sendable {
    var commonName: String
    var names: [LabName] = []
    var key: LabKey
    /// First and last day of validity, relative to the start of the lab.
    var validity = Self.leafValidity
    var authority = Authority.leaf
    var purpose = ExtendedKeyUsage.Usage.serverAuth
    var nameConstraints: NameConstraints?

    enum Authority: Sendable {
        case leaf
        case authority(pathLength: Int?)
    }

    /// Thirty days before the start to sixty after: what automated CAs issue.
    static let leafValidity = -30...60
    /// Ten years around the start.
    static let authorityValidity = -1_825...1_825

    func selfSigned(_ calendar: LabCalendar) throws -> Certificate {
        try certificate(issuer: subject, issuerKey: key, issuerKeyIdentifier: nil, calendar)
    }

    func certificate(
        issuer: DistinguishedName, issuerKey: LabKey, issuerKeyIdentifier: SubjectKeyIdentifier?, _ calendar: LabCalendar
    ) throws -> Certificate {
        try Certificate(
            version: .v3, serialNumber: Self.serialNumber(), publicKey: key.certificateKey.publicKey,
            notValidBefore: calendar.date(day: validity.lowerBound), notValidAfter: calendar.date(day: validity.upperBound),
            issuer: issuer, subject: subject, extensions: extensions(issuerKeyIdentifier),
            issuerPrivateKey: issuerKey.certificateKey)
    }

    /// 16 random octets of a positive number. RFC 5280 section 4.1.2.2 allows 20, with the octet that shows the sign;
    /// swift-certificates' own 20 random octets may need a 21st for that.
    private static func serialNumber() -> Certificate.SerialNumber {
        var octets = (0..<16).map { _ in UInt8.random(in: 0...255) }
        octets[0] = UInt8.random(in: 1...0x7F)
        return Certificate.SerialNumber(bytes: octets)
    }

    private var subject: DistinguishedName {
        get throws {
            try DistinguishedName {
                OrganizationName("Countersign lab")
                CommonName(commonName)
            }
        }
    }

    private func extensions(_ issuerKeyIdentifier: SubjectKeyIdentifier?) throws -> Certificate.Extensions {
        var all: [Certificate.Extension] = []
        switch authority {
        case .authority(let pathLength):
            all.append(try .init(BasicConstraints.isCertificateAuthority(maxPathLength: pathLength), critical: true))
            all.append(try .init(KeyUsage(keyCertSign: true, cRLSign: true), critical: true))
        case .leaf:
            all.append(try .init(BasicConstraints.notCertificateAuthority, critical: true))
            all.append(try .init(KeyUsage(digitalSignature: true), critical: true))
            all.append(try .init(ExtendedKeyUsage([purpose]), critical: false))
        }
        all.append(try .init(SubjectKeyIdentifier(hash: key.certificateKey.publicKey), critical: false))
        if let issuerKeyIdentifier {
            let identifier = AuthorityKeyIdentifier(keyIdentifier: issuerKeyIdentifier.keyIdentifier)
            all.append(try .init(identifier, critical: false))
        }
        if !names.isEmpty { all.append(try LabName.subjectAlternativeName(names)) }
        if let nameConstraints { all.append(try .init(nameConstraints, critical: true)) }
        return try Certificate.Extensions(all)
    }
}
