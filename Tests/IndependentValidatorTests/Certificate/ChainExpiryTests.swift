import IndependentValidator
import ServerIdentity
import Testing

@Suite("The earliest end of a list of certificates")
struct ChainExpiryTests {
    private func expiry(_ certificates: [TestCertificate]) throws -> ChainExpiry? {
        ChainExpiry.earliest(of: try certificates.map { try $0.der() })
    }

    @Test func `the earliest end and its place`() throws {
        let found = try expiry([.link("a", by: "b", to: 2030), .link("b", by: "c", to: 2028), .link("c", by: "c", to: 2040)])
        #expect(found?.depth == 1)
        #expect(found?.notAfter.description == "2028-01-01T00:00:00Z")
    }

    @Test func `of equal ends the first`() throws { #expect(try expiry([.link("a", by: "b"), .link("b", by: "c")])?.depth == 0) }

    @Test func `a certificate that can't be decoded is left out and keeps its place`() throws {
        let broken = TestCertificate().with { $0.notAfter = utcTime("") }
        #expect(try expiry([broken, .link("b", by: "c")])?.depth == 1)
        #expect(try expiry([broken]) == nil)
        #expect(try expiry([]) == nil)
    }
}
