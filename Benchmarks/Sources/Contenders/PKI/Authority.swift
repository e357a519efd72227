import Crypto
import Foundation
import SwiftASN1
import X509

/// A certificate with its key, and what it can issue.
struct Authority {
    let certificate: Certificate
    let key: Certificate.PrivateKey

    static func root(_ name: String, _ key: Certificate.PrivateKey) throws -> Authority {
        try Authority(certificate: make(name, key.publicKey, issuer: nil, signer: key, isAuthority: true, names: []), key: key)
    }

    func intermediate(_ name: String, _ key: Certificate.PrivateKey) throws -> Authority {
        try Authority(
            certificate: Self.make(name, key.publicKey, issuer: self, signer: self.key, isAuthority: true, names: []), key: key)
    }

    func leaf(_ names: [String], _ key: Certificate.PrivateKey) throws -> Certificate {
        try Self.make(names.last ?? "leaf", key.publicKey, issuer: self, signer: self.key, isAuthority: false, names: names)
    }

    private static func make(
        _ name: String, _ publicKey: Certificate.PublicKey, issuer: Authority?, signer: Certificate.PrivateKey, isAuthority: Bool,
        names: [String]
    ) throws -> Certificate {
        let subject = try DistinguishedName {
            OrganizationName("Countersign benchmarks")
            CommonName(name)
        }
        let day: TimeInterval = 86_400
        var extensions: [Certificate.Extension] = []
        if isAuthority {
            extensions.append(try .init(BasicConstraints.isCertificateAuthority(maxPathLength: nil), critical: true))
            extensions.append(try .init(KeyUsage(keyCertSign: true, cRLSign: true), critical: true))
        } else {
            extensions.append(try .init(BasicConstraints.notCertificateAuthority, critical: true))
            extensions.append(try .init(KeyUsage(digitalSignature: true), critical: true))
            extensions.append(try .init(ExtendedKeyUsage([.serverAuth]), critical: false))
            extensions.append(try .init(SubjectAlternativeNames(names.map { .dnsName($0) }), critical: false))
        }
        extensions.append(try .init(SubjectKeyIdentifier(hash: publicKey), critical: false))
        if let issuer {
            let identifier = SubjectKeyIdentifier(hash: issuer.key.publicKey).keyIdentifier
            extensions.append(try .init(AuthorityKeyIdentifier(keyIdentifier: identifier), critical: false))
        }
        return try Certificate(
            version: .v3, serialNumber: .init(), publicKey: publicKey, notValidBefore: Date(timeIntervalSinceNow: -day),
            notValidAfter: Date(timeIntervalSinceNow: (isAuthority ? 365 : 60) * day),
            issuer: issuer?.certificate.subject ?? subject, subject: subject, extensions: Certificate.Extensions(extensions),
            issuerPrivateKey: signer)
    }
}

extension Certificate {
    var der: [UInt8] {
        get throws {
            var serializer = DER.Serializer()
            try serializer.serialize(self)
            return serializer.serializedBytes
        }
    }
}
