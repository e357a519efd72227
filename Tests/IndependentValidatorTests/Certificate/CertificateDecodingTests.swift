import ServerIdentity
import Testing

@testable import IndependentValidator

@Suite("Strict decoding (RFC 5280 section 4.1)")
struct CertificateDecodingTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let octets: Octets, error: String
        var testDescription: String { error }
        init(_ error: String, _ change: (inout TestCertificate) -> Void) {
            self.init(error, octets: TestCertificate().with(change).octets)
        }
        init(_ error: String, octets: Octets) { (self.error, self.octets) = (error, octets) }
    }

    private static let names = Identifier.subjectAlternativeName
    private static let sound = TestCertificate().octets

    @Test(
        "refused, with the field and the reason",
        arguments: [
            Row("certificate: truncated: a length points past the end", octets: [0x30]),
            Row("certificate: not DER", octets: [0x00, 0x00]),
            Row("certificate: truncated: a length points past the end", octets: sound.dropLast()),
            Row("certificate: followed by 1 more octets", octets: sound + [0]),
            Row("certificate: followed by 300 more octets", octets: sound + Octets(repeating: 0, count: 300)),
            Row(
                "certificate: a length that DER does not allow (indefinite, not minimal, or too large)",
                octets: [0x30, 0x80, 0x00, 0x00]),
            Row(
                "certificate: a length that DER does not allow (indefinite, not minimal, or too large)",
                octets: [0x30, 0x81, 0x01, 0x05]),
            Row("certificate: SEQUENCE expected, INTEGER found", octets: [0x02, 0x01, 0x00]),
            Row("certificate.tbsCertificate: missing", octets: sequence()),
            Row("certificate: unexpected [0] after the last field", octets: sequence(Octets(DERParts.certificate), tlv(0xA0, []))),
            Row(
                "signatureValue: BIT STRING of no whole octets",
                octets: sequence(DERParts.tbs, DERParts.signature, tlv(3, [4, 0xF0]))),
            Row("tbsCertificate.version: INTEGER 03 is no version (v1, v2, v3)") { $0.version = tlv(0xA0, [2, 1, 3]) },
            Row("tbsCertificate.version: INTEGER ff is no version (v1, v2, v3)") { $0.version = tlv(0xA0, [2, 1, 0xFF]) },
            Row("tbsCertificate.version: an explicit tag holds exactly one value") { $0.version = tlv(0xA0, []) },
            Row("tbsCertificate.serialNumber: INTEGER expected, OCTET STRING found") { $0.serial = octetString([1]) },
            Row("tbsCertificate.serialNumber: INTEGER of no octets") { $0.serial = tlv(2, []) },
            Row("tbsCertificate.serialNumber: INTEGER with superfluous octets in front") {
                $0.serial = tlv(2, [0, 1, 2])
            },
            Row("tbsCertificate.serialNumber: INTEGER with superfluous octets in front") {
                $0.serial = tlv(2, [0xFF, 0xFF])
            },
            Row("signatureAlgorithm: differs from tbsCertificate.signature") {
                $0.outerSignature = sequence(identifier(Identifier.ecdsaSHA256))
            },
            Row("signatureAlgorithm.algorithm: missing") { $0.signature = sequence() },
            Row("signatureAlgorithm.algorithm: object identifier without an end") {
                $0.signature = sequence(identifier([0x2A, 0x86]))
            },
            Row("signatureAlgorithm.algorithm: object identifier with a padded arc") {
                $0.signature = sequence(identifier([0x2A, 0x80, 0x01]))
            },
            Row("tbsCertificate.issuer: SEQUENCE expected, SET found") { $0.issuer = set() },
            Row("tbsCertificate.subject: SET expected, SEQUENCE found") { $0.subject = sequence(sequence()) },
            Row("tbsCertificate.subject.value: missing") {
                $0.subject = sequence(set(sequence(identifier(Identifier.commonName))))
            },
            Row("tbsCertificate.validity.notAfter: UTCTime without seconds") { $0.notAfter = utcTime("2701010000Z") },
            Row("tbsCertificate.validity.notBefore: UTCTime or GeneralizedTime expected, INTEGER found") {
                $0.notBefore = tlv(2, [1])
            },
            Row("tbsCertificate.subjectPublicKeyInfo.subjectPublicKey: BIT STRING expected, OCTET STRING found") {
                $0.key = sequence(sequence(identifier(Identifier.ed25519)), octetString([1]))
            },
            Row("tbsCertificate: unexpected INTEGER after the last field") { $0.tail = tlv(2, [1]) },
            Row("tbsCertificate.extensions: extensions in a certificate of version 1") {
                $0.version = nil
                $0.keyIdentifier = [1]
            },
            Row("tbsCertificate.extensions: two extensions of type 2.5.29.17") {
                $0.names = [dnsName("a.example")]
                $0.extensions = [TestCertificate.extension(names, sequence(dnsName("b.example")))]
            },
            Row("tbsCertificate.extensions: two extensions of type 1.2.3") {
                $0.extensions = [TestCertificate.extension([0x2A, 0x03], []), TestCertificate.extension([0x2A, 0x03], [])]
            },
            Row("tbsCertificate.extensions.critical: not a BOOLEAN of DER") {
                $0.extensions = [TestCertificate.extension([0x2A, 0x03], [], critical: tlv(1, [1]))]
            },
            Row("tbsCertificate.extensions.extnValue: OCTET STRING expected, INTEGER found") {
                $0.extensions = [sequence(identifier([0x2A, 0x03]), tlv(2, [1]))]
            },
        ])
    func refused(row: Row) throws {
        let der = try CertificateDER(row.octets)
        let error = #expect(throws: CertificateDecodingError.self) { try DecodedCertificate(der) }
        #expect(error?.description == row.error)
    }

    @Test(
        "odd, but clear: decoded with a remark, or silently where the field does not matter here",
        arguments: [
            Row("") { $0.serial = tlv(2, [0]) },
            Row("") { $0.serial = tlv(2, [0xFF, 0x7F]) },  // negative
            Row("") { $0.serial = tlv(2, Octets(repeating: 1, count: 40)) },
            Row("") { $0.version = nil },
            Row("") { $0.version = tlv(0xA0, [2, 1, 0]) },
            Row("") { $0.subject = sequence() },
            Row("") { $0.extensions = [TestCertificate.extension([0x2A, 0x03], [1, 2, 3], critical: tlv(1, [0xFF]))] },
            // a UUID arc of 128 bits (ITU-T X.667)
            Row("") { $0.extensions = [TestCertificate.extension([0x69] + Octets(repeating: 0xFF, count: 18) + [0x01], [])] },
            Row("tbsCertificate.extensions.critical: FALSE is written out, which DER forbids") {
                $0.extensions = [TestCertificate.extension([0x2A, 0x03], [], critical: tlv(1, [0]))]
            },
            Row("tbsCertificate.extensions: an empty list") { $0.tail = tlv(0xA3, sequence()) },
            Row("tbsCertificate.validity.notAfter: GeneralizedTime for a date before 2050") {
                $0.notAfter = generalizedTime("20491231235959Z")
            },
        ])
    func remarked(row: Row) throws {
        let certificate = try DecodedCertificate(CertificateDER(row.octets))
        let remarks = certificate.timeRemarks + certificate.extensions.encodingRemarks
        #expect(remarks == (row.error.isEmpty ? [] : [row.error]))
        #expect(certificate.extensions.flaws.isEmpty)
        _ = certificate.facts
    }

    @Test(
        "an extension that can't be decoded is kept as a flaw",
        arguments: [
            Row("tbsCertificate.extensions.subjectAltName: GeneralNames without an entry") {
                $0.extensions = [TestCertificate.extension(names, sequence())]
            },
            Row("tbsCertificate.extensions.subjectAltName: followed by 1 more octets") {
                $0.extensions = [TestCertificate.extension(names, sequence(dnsName("a.example")) + [0])]
            },
            Row("tbsCertificate.extensions.subjectAltName: INTEGER is no GeneralName") { $0.names = [tlv(2, [1])] },
            Row("tbsCertificate.extensions.subjectAltName: [9] is no GeneralName") { $0.names = [tlv(0x89, [1])] },
            Row("tbsCertificate.extensions.subjectAltName.dNSName: constructed, which DER does not allow here") {
                $0.names = [tlv(0xA2, ia5String("a.example"))]
            },
            Row("tbsCertificate.extensions.subjectAltName.otherName.type-id: OBJECT IDENTIFIER expected, INTEGER found") {
                $0.names = [tlv(0xA0, tlv(2, [1]))]
            },
            Row("tbsCertificate.extensions.subjectKeyIdentifier: OCTET STRING expected, INTEGER found") {
                $0.extensions = [TestCertificate.extension(Identifier.subjectKeyIdentifier, tlv(2, [1]))]
            },
            Row("tbsCertificate.extensions.authorityKeyIdentifier: truncated: a length points past the end") {
                $0.extensions = [TestCertificate.extension(Identifier.authorityKeyIdentifier, [0x30])]
            },
            Row("tbsCertificate.extensions.basicConstraints.pathLenConstraint: a negative INTEGER") {
                $0.extensions = [TestCertificate.extension(Identifier.basicConstraints, sequence(tlv(1, [0xFF]), tlv(2, [0xFF])))]
            },
            Row("tbsCertificate.extensions.keyUsage: no bit is set") {
                $0.extensions = [TestCertificate.extension(Identifier.keyUsage, tlv(3, [0]))]
            },
            Row("tbsCertificate.extensions.keyUsage: BIT STRING with unused bits that are set") {
                $0.extensions = [TestCertificate.extension(Identifier.keyUsage, tlv(3, [5, 0xB0]))]
            },
            Row("tbsCertificate.extensions.extendedKeyUsage: no purpose: SIZE (1..MAX)") {
                $0.extensions = [TestCertificate.extension(Identifier.extendedKeyUsage, sequence())]
            },
            Row("tbsCertificate.extensions.nameConstraints: an empty sequence, which must not be issued") {
                $0.extensions = [TestCertificate.extension(Identifier.nameConstraints, sequence())]
            },
            Row("tbsCertificate.extensions.nameConstraints.excludedSubtrees: no subtree: SIZE (1..MAX)") {
                $0.extensions = [TestCertificate.extension(Identifier.nameConstraints, sequence(tlv(0xA1, [])))]
            },
            Row("tbsCertificate.extensions.policyConstraints: an empty sequence, which must not be issued") {
                $0.extensions = [TestCertificate.extension(Identifier.policyConstraints, sequence())]
            },
            Row("tbsCertificate.extensions.certificatePolicies: no policy: SIZE (1..MAX)") {
                $0.extensions = [
                    TestCertificate.extension(Identifier.certificatePolicies, sequence(), critical: tlv(1, [0xFF]))
                ]
            },
        ])
    func flawed(row: Row) throws {
        let certificate = try DecodedCertificate(CertificateDER(row.octets))
        #expect(certificate.extensions.flaws.map(\.description) == [row.error])
    }

    @Test func `no prefix of a certificate decodes`() throws {
        let octets = try OpenSSLFixtures.der(OpenSSLFixtures.rsa).octets
        for count in 1..<octets.count {
            let der = try CertificateDER(Octets(octets.prefix(count)))
            #expect(throws: CertificateDecodingError.self) { try DecodedCertificate(der) }
        }
    }

    @Test func `nesting is bounded`() throws {
        var octets = Octets()
        for _ in 0..<10_000 { octets = octets.count < 60_000 ? sequence(octets) : octets }
        let der = try CertificateDER(octets)
        #expect(throws: CertificateDecodingError.self) { try DecodedCertificate(der) }
    }
}

/// Parts of a sound certificate, for rows that put them together wrongly.
enum DERParts {
    static let signature = TestCertificate().signature
    static let tbs: Octets = {
        let whole = TestCertificate().octets
        let tail = signature.count + bitString(Octets(repeating: 0, count: 64)).count
        let headers = whole.count - (whole.count > 0x103 ? 4 : whole.count > 0x83 ? 3 : 2) - tail
        return Octets(whole.dropLast(tail).suffix(headers))
    }()
    static let certificate = tbs + signature + bitString([0])
}
