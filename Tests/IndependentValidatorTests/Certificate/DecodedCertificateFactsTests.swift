import ServerIdentity
import Testing
@testable import IndependentValidator

/// Expected values: `openssl x509 -noout -subject -nameopt RFC2253 -serial -dates -fingerprint -sha256`, `openssl pkey
/// -pubin -outform DER | sha256sum`.
@Suite("Facts, as OpenSSL reads them")
struct DecodedCertificateFactsTests {
    @Test func `an RSA certificate with every kind of name`() throws {
        let certificate = try DecodedCertificate(OpenSSLFixtures.der(OpenSSLFixtures.rsa))
        let facts = certificate.facts
        let subject = ##"CN=www.example.org,OU=\#1 \"quoted\",O=Gr\c3\b6\c3\9fe\, L\c3\a4nge \+ Co,C=DE"##
        #expect(facts.subject == subject)
        #expect(facts.issuer == subject)
        #expect(facts.serial == "00a1b2c3")
        #expect(facts.validity.notBefore.description == "2026-11-23T22:01:58Z")
        #expect(facts.validity.notAfter.description == "2036-11-20T22:01:58Z")
        #expect(facts.key == "RSA 2048")
        #expect(facts.signatureAlgorithm == "RSA-SHA256")
        #expect(hexadecimal(facts.sha256) == "b5763d1d6ef20a7a2d7d000b8511a8322d0c24771125bc44cfeb5453cb6cae8e")
        #expect(hexadecimal(facts.spkiSHA256) == "1b417894eb31950ff03e669093052f38d7f8f664d196518037ed36e70e8926cc")
        #expect(
            facts.names.map(\.description) == [
                "www.example.org", "*.example.org", "192.0.2.1", "2001:db8::1", "sip:example.org", "email admin@example.org",
                "_imaps.example.org",
                "directoryName CN=Directory", "other name registeredID 1.2.3.4",
            ])
        #expect(certificate.version == 3)
        #expect(certificate.subjectKeyIdentifier.map(hexadecimal) == "574e6eb98d6add0a1a2ba6e79ddf18aba5345b06")
        #expect(certificate.authorityKeyIdentifier == nil)
        #expect(certificate.commonNames == [Array("www.example.org".utf8)])
        #expect(certificate.timeRemarks.isEmpty && certificate.extensions.flaws.isEmpty)
    }

    @Test(
        "keys and signatures",
        arguments: [
            (
                OpenSSLFixtures.ec, "ECDSA P-384", "ECDSA-SHA384",
                "45fc1b4ce835d6f41ccbf6d79ec550aa82e19e39fb400fa08e3d2a0726f60112",
                "2442d9c0b457be7dd7d2fb46aec3879ff512400b9339d640a9b2f0c961e628c8"
            ),
            (
                OpenSSLFixtures.ed, "Ed25519", "Ed25519", "8228f3c289b53478c476e96641189cdb47f29d73c61e667be84dbe7741190ae0",
                "8392a023dd8d8bc553277177ddf2aae0724e44999c3d46bf5d61312556511fd6"
            ),
            (
                OpenSSLFixtures.pss, "RSA 1024", "RSA-PSS", "b6e8e80112f59d9bbf3982a77d43b514762c2f1989c0b2b59645c4968f322905",
                "2cf78ae00e3616180faaf50c69a2d53737512e4dc66a41c8ec762e5349e597da"
            ),
        ])
    func algorithms(base64: String, key: String, signature: String, sha256: String, spkiSHA256: String) throws {
        let facts = try DecodedCertificate(OpenSSLFixtures.der(base64)).facts
        #expect(facts.key == key)
        #expect(facts.signatureAlgorithm == signature)
        #expect(hexadecimal(facts.sha256) == sha256)
        #expect(hexadecimal(facts.spkiSHA256) == spkiSHA256)
    }

    @Test func `a date beyond 2049 is read from GeneralizedTime`() throws {
        let certificate = try DecodedCertificate(OpenSSLFixtures.der(OpenSSLFixtures.ed))
        #expect(certificate.validity.notAfter.description == "2109-01-12T22:01:38Z")
        #expect(certificate.timeRemarks.isEmpty && certificate.extensions.flaws.isEmpty)
        #expect(certificate.authorityKeyIdentifier.map(hexadecimal) == "a0b58e5aaba7541155bcb50633fb1638e26c7543")
        #expect(certificate.authorityKeyIdentifier == certificate.subjectKeyIdentifier)
    }
}
