import GnuTLS
import Testing

/// What tokens hold is tested end to end, with SoftHSM and p11-kit's trust module.
@Suite("Certificates of tokens")
struct TokenCertificatesTests {
    @Test("what is no URL of tokens is an error", arguments: ["", "roots.pem", "PKCS11:", "pkcs11:a\0b", "pkcs11:token=%zz"])
    func notAURL(text: String) {
        #expect(throws: GnuTLSError.self) { try TokenCertificates(url: text) }
    }

    @Test func `a URL that fits nothing gives nothing`() throws {
        let found = try TokenCertificates(url: "pkcs11:token=there%20is%20no%20such%20token")
        #expect(found.trusted.isEmpty && found.distrusted.isEmpty && found.unmarked == 0)
    }
}
