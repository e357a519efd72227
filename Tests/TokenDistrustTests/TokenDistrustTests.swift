import Testing
import TokenDistrust

@Suite("What tokens distrust")
struct TokenDistrustTests {
    @Test(
        "a text that is no URL of tokens",
        arguments: ["", "roots.pem", "file:x", "PKCS11:", "pkcs11:token=%zz", "pkcs11:\0", "pkcs11:token"])
    func noURL(text: String) {
        #expect(throws: TokenDistrustError.self) { try TokenDistrust(url: text) }
    }

    @Test func `a token that is not there distrusts nothing`() throws {
        #expect(try TokenDistrust(url: "pkcs11:token=no-such-token").entries.isEmpty)
    }

    @Test func `modules may be asked again and again`() throws {
        let first = try TokenDistrust(url: "pkcs11:model=p11-kit-trust").entries
        for _ in 1...20 { #expect(try TokenDistrust(url: "pkcs11:model=p11-kit-trust;object=x").entries == first) }
    }
}
