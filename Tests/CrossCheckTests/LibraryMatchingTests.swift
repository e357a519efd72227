import ServerIdentity
import Testing

@testable import CrossCheck

@Suite("How the libraries compare names, as the ledger models it")
struct LibraryMatchingTests {
    /// Pattern, reference, GnuTLS 3.7.9, OpenSSL 3.0.19: as in the hostname corpus or the libraries' sources.
    @Test(
        "match",
        arguments: [
            ("www.example.com", "www.example.com", true, true),
            ("www.example.com", "www.example.org", false, false),
            ("*.example.com", "www.example.com", true, true),
            ("*.example.com", "a.b.example.com", false, false),
            ("*.example.com", ".example.com", true, true),
            ("*.com", "example.com", false, false),
            ("*bar.example.com", "foobar.example.com", true, true),
            ("f*.example.com", "foobar.example.com", false, true),
            ("b*z.example.com", "buzz.example.com", false, false),
            ("*j.example.net", "xn--l8j.example.net", true, false),
            ("*.example.net", "xn--l8j.example.net", true, true),
            ("*.example.com", "a_b.example.com", true, false),
            ("*.*.com", "*.*.com", true, true),
            ("*.*.com", "www.*.com", true, false),
            ("*", "*", false, true),
            ("test.www.example.com", ".www.example.com", false, true),
            ("*.example..com", "www.example..com", true, false),
            ("a\0b.example.com", "a\0b.example.com", false, false),
        ])
    func match(row: (pattern: String, asked: String, gnutls: Bool, openssl: Bool)) {
        #expect(LibraryMatching.gnutls(Array(row.pattern.utf8), Array(row.asked.utf8)) == row.gnutls)
        #expect(LibraryMatching.openssl(Array(row.pattern.utf8), Array(row.asked.utf8)) == row.openssl)
    }
}
