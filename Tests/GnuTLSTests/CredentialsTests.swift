import GnuTLS
import Testing

@testable import Lab

@Suite("Credentials")
struct CredentialsTests {
    @Test func `a key that belongs to another certificate is refused`() throws {
        let pki = try PKI.shared.get()
        let (first, second) = (try pki.leaf([.dns(Array("a.example".utf8))]), try pki.leaf([.dns(Array("b.example".utf8))]))
        let error = #expect(throws: GnuTLSError.self) {
            try Credentials(chainPEM: Array(LabPEM.certificates(first.chain).utf8), keyPEM: Array(second.key.pem.utf8))
        }
        #expect(error?.operation == .importKey)
    }

    @Test("only pkcs11: URLs reach a token", arguments: ["/etc/passwd", "file:///etc/passwd", "", "pkcs11:token=none;object=none"])
    func urls(url: String) {
        #expect(throws: GnuTLSError.self) { try Credentials(certificateURL: url, keyURL: url) }
    }
}
