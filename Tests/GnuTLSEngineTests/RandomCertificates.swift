import Crypto
import Foundation
import ServerIdentity
import SwiftASN1
import X509

/// A name and one of its keys; a name is what GnuTLS finds an issuer by.
struct RandomParty: Hashable {
    let name: Int
    let key: Int

    /// The server: a name that is no CA's.
    static let leaf = RandomParty(name: 0, key: 0)
}

/// What one certificate of a random graph says, and which key signed it.
struct RandomCertificate: Hashable {
    var subject: RandomParty
    /// The name and the key that the certificate claims.
    var issuer: RandomParty
    /// The key of the issuer's name that signed; another one than claimed makes a wrong signature.
    var signer: Int
    var subjectKeyID = Identifier.none
    var authorityKeyID = Identifier.none
    var isExpired = false
    var isCA = true
    var pathLength: Int?
    /// Two certificates that say the same are told apart by it.
    var copy = 0

    enum Identifier: Hashable {
        case none
        case right
        /// That of the name's next key.
        case wrong
    }
}

/// Makes certificates, each kind once: what costs time is signing.
final class RandomCertificates {
    static let now: Int64 = 1_800_000_000
    private var keys: [RandomParty: P256.Signing.PrivateKey] = [:]
    private var made: [RandomCertificate: CertificateDER] = [:]

    func der(of certificate: RandomCertificate) throws -> CertificateDER {
        if let known = made[certificate] { return known }
        let new = try sign(certificate)
        made[certificate] = new
        return new
    }

    private func key(_ party: RandomParty) -> P256.Signing.PrivateKey {
        if let known = keys[party] { return known }
        let new = P256.Signing.PrivateKey()
        keys[party] = new
        return new
    }

    private static func name(_ number: Int) throws -> DistinguishedName {
        try DistinguishedName { CommonName(number == 0 ? "good.example" : "CA \(number)") }
    }

    private static func octets(_ kind: RandomCertificate.Identifier, of party: RandomParty) -> ArraySlice<UInt8>? {
        switch kind {
        case .none: nil
        case .right: [UInt8(party.name), UInt8(party.key)]
        case .wrong: [UInt8(party.name), UInt8(party.key + 1)]
        }
    }

    private func sign(_ wanted: RandomCertificate) throws -> CertificateDER {
        var extensions = try Certificate.Extensions {
            Critical(
                wanted.isCA
                    ? BasicConstraints.isCertificateAuthority(maxPathLength: wanted.pathLength)
                    : .notCertificateAuthority)
        }
        if let identifier = Self.octets(wanted.subjectKeyID, of: wanted.subject) {
            try extensions.append(.init(SubjectKeyIdentifier(keyIdentifier: identifier), critical: false))
        }
        if let identifier = Self.octets(wanted.authorityKeyID, of: wanted.issuer) {
            try extensions.append(.init(AuthorityKeyIdentifier(keyIdentifier: identifier), critical: false))
        }
        if wanted.subject == .leaf {
            try extensions.append(.init(SubjectAlternativeNames([.dnsName("good.example")]), critical: false))
        }
        let now = Date(timeIntervalSince1970: TimeInterval(Self.now))
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(bytes: [1, UInt8(wanted.copy)]),
            publicKey: .init(key(wanted.subject).publicKey), notValidBefore: now - 86_400 * 90,
            notValidAfter: now + 86_400 * (wanted.isExpired ? -1 : 90), issuer: Self.name(wanted.issuer.name),
            subject: Self.name(wanted.subject.name), signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions,
            issuerPrivateKey: .init(key(RandomParty(name: wanted.issuer.name, key: wanted.signer))))
        var serializer = DER.Serializer()
        try serializer.serialize(certificate)
        return try CertificateDER(serializer.serializedBytes)
    }
}
