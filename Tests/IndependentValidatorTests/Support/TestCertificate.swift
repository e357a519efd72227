import ServerIdentity

@testable import IndependentValidator

/// A certificate of which a test says only what matters to it. Its signature is not one: this half of the validator looks at none.
struct TestCertificate {
    var version: Octets? = tlv(0xA0, [0x02, 0x01, 0x02])
    var serial: Octets = [0x02, 0x01, 0x2A]
    var signature = sequence(identifier(Identifier.ecdsaSHA256))
    var outerSignature: Octets?
    var issuer = name("Test CA")
    var notBefore = utcTime("250101000000Z")
    var notAfter = utcTime("270101000000Z")
    var subject = name("leaf")
    var key = sequence(sequence(identifier(Identifier.ed25519)), bitString(Octets(repeating: 7, count: 32)))
    var names: [Octets] = []
    var keyIdentifier: Octets?
    var authorityKeyIdentifier: Octets?
    /// Complete Extension values, after those that follow from the fields above.
    var extensions: [Octets] = []
    /// Put after subjectPublicKeyInfo instead of the extensions.
    var tail: Octets?
    /// Makes two certificates with the same names differ.
    var salt: UInt8 = 0

    var octets: Octets {
        let tbs = tlv(
            0x30,
            (version ?? []) + serial + signature + issuer + sequence(notBefore, notAfter) + subject + key
                + (tail ?? extensionsField))
        return sequence(tbs, outerSignature ?? signature, bitString([salt]))
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
        if let dns { certificate.names = [dnsName(dns)] }
        return certificate
    }
}

extension TestCertificate {
    func with(_ change: (inout TestCertificate) -> Void) -> TestCertificate {
        var copy = self
        change(&copy)
        return copy
    }
}
