import Crypto
import ServerIdentity

@testable import IndependentValidator

/// A certificate of which a test says only what matters to it. Each name has an Ed25519 key of its own, made from the
/// name, so whoever is named as the issuer can sign.
struct TestCertificate {
    var version: Octets? = tlv(0xA0, [0x02, 0x01, 0x02])
    var serial: Octets = [0x02, 0x01, 0x2A]
    var signature = sequence(identifier(Identifier.ed25519))
    var outerSignature: Octets?
    var issuer = name("Test CA")
    var notBefore = utcTime("250101000000Z")
    var notAfter = utcTime("270101000000Z")
    var subject = name("leaf")
    /// Nil for the key of the subject.
    var key: Octets?
    /// Whose key signs; nil for the issuer's.
    var signer: Octets?
    /// Whether the signer's P-256 key signs, which its certificate has if `key` says so.
    var signsWithP256 = false
    var names: [Octets] = []
    var keyIdentifier: Octets?
    var authorityKeyIdentifier: Octets?
    /// Complete Extension values, after those that follow from the fields above.
    var extensions: [Octets] = []
    /// Put between subjectPublicKeyInfo and the extensions.
    var uniqueIdentifier: Octets = []
    /// Put after subjectPublicKeyInfo instead of the extensions.
    var tail: Octets?
    /// Makes two certificates with the same names differ.
    var salt: UInt8 = 0

    var octets: Octets {
        let signer = signer ?? issuer
        let value = signsWithP256 ? Self.signWithP256(tbs, as: signer) : Self.sign(tbs, as: signer)
        return sequence(tbs, outerSignature ?? signature, bitString(value))
    }

    /// The SubjectPublicKeyInfo of the P-256 key of a name.
    static func p256Key(of name: Octets) -> Octets {
        (p256PrivateKey(of: name)?.publicKey.derRepresentation).map { Octets($0) } ?? []
    }

    private static func p256PrivateKey(of name: Octets) -> P256.Signing.PrivateKey? {
        try? P256.Signing.PrivateKey(rawRepresentation: Octets(SHA256.hash(data: name)))
    }

    private static func signWithP256(_ octets: Octets, as name: Octets) -> Octets {
        (try? p256PrivateKey(of: name)?.signature(for: octets)).map { Octets($0.derRepresentation) } ?? []
    }

    private var tbs: Octets {
        let number = salt == 0 ? serial : tlv(2, [0x2A, salt])
        let key = key ?? sequence(sequence(identifier(Identifier.ed25519)), bitString(Self.publicKey(of: subject)))
        var content = version ?? []
        for part in [
            number, signature, issuer, sequence(notBefore, notAfter), subject, key,
            tail ?? uniqueIdentifier + extensionsField,
        ] {
            content += part
        }
        return tlv(0x30, content)
    }

    private static func privateKey(of name: Octets) -> Curve25519.Signing.PrivateKey? {
        try? Curve25519.Signing.PrivateKey(rawRepresentation: Octets(SHA256.hash(data: name)))
    }

    static func publicKey(of name: Octets) -> Octets { privateKey(of: name).map { Octets($0.publicKey.rawRepresentation) } ?? [] }

    private static func sign(_ octets: Octets, as name: Octets) -> Octets {
        (try? privateKey(of: name)?.signature(for: octets)).map { Octets($0) } ?? []
    }

    private var extensionsField: Octets {
        var all: [Octets] = []
        if !names.isEmpty { all.append(Self.extension(Identifier.subjectAlternativeName, sequence(names.flatMap(\.self)))) }
        if let keyIdentifier { all.append(Self.extension(Identifier.subjectKeyIdentifier, octetString(keyIdentifier))) }
        if let authorityKeyIdentifier {
            all.append(Self.extension(Identifier.authorityKeyIdentifier, sequence(tlv(0x80, authorityKeyIdentifier))))
        }
        all += extensions
        return all.isEmpty ? [] : tlv(0xA3, sequence(all.flatMap(\.self)))
    }

    static func `extension`(_ type: Octets, _ value: Octets, critical: Octets = []) -> Octets {
        sequence(identifier(type), critical, octetString(value))
    }

    func der() throws -> CertificateDER { try CertificateDER(octets) }
    func decoded() throws -> DecodedCertificate { try DecodedCertificate(der()) }

    /// A certificate in a chain: who issued whom, and the years of its validity (from 1 January to 1 January).
    static func link(_ subject: String, by issuer: String, from: Int = 2025, to: Int = 2027, dns: String? = nil) -> TestCertificate
    {
        var certificate = TestCertificate()
        certificate.subject = name(subject)
        certificate.issuer = name(issuer)
        certificate.notBefore = utcTime("\(from % 100)0101000000Z")
        certificate.notAfter = utcTime("\(to % 100)0101000000Z")
        certificate.keyIdentifier = keyIdentifier(of: subject)
        if subject != issuer { certificate.authorityKeyIdentifier = keyIdentifier(of: issuer) }
        if let dns {
            certificate.names = [dnsName(dns), dnsName(subject)]
            certificate.extensions = [extendedKeyUsage(1)]
        } else {
            certificate.extensions = [ca()]
        }
        return certificate
    }

    /// The key identifier that `link` gives to a name.
    static func keyIdentifier(of name: String) -> Octets { Octets(SHA256.hash(data: Octets(name.utf8)).prefix(8)) }

    /// extendedKeyUsage with one purpose of id-kp: 1 for servers, 2 for clients.
    static func extendedKeyUsage(_ purpose: UInt8) -> Octets {
        `extension`(
            Identifier.extendedKeyUsage,
            sequence(IndependentValidatorTests.identifier([0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, purpose])))
    }

    /// Critical basicConstraints of a CA.
    static func ca(pathLength: UInt8? = nil) -> Octets {
        `extension`(
            Identifier.basicConstraints, sequence(tlv(1, [0xFF]), pathLength.map { tlv(2, [$0]) } ?? []), critical: tlv(1, [0xFF]))
    }
}

extension TestCertificate {
    func with(_ change: (inout TestCertificate) -> Void) -> TestCertificate {
        var copy = self
        change(&copy)
        return copy
    }
}
