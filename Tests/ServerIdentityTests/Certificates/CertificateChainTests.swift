import ServerIdentity
import Testing

@Suite("Chains and anchors have limits")
struct CertificateChainTests {
    private func certificate(_ octet: UInt8) throws -> CertificateDER { try CertificateDER([octet]) }

    @Test func `a chain has at least one certificate and keeps the order`() throws {
        #expect(throws: CertificateChainError.empty) { try CertificateChain([]) }
        let chain = try CertificateChain([certificate(2), certificate(1)])
        #expect(chain.leaf.octets == [2])
        #expect(chain.certificates.count == 2)
    }

    @Test func `a chain of 1,000 certificates is refused`() throws {
        let certificate = try certificate(1)
        #expect(throws: CertificateChainError.tooLong(certificates: 1_000)) {
            try CertificateChain(Array(repeating: certificate, count: 1_000))
        }
        #expect(try CertificateChain(Array(repeating: certificate, count: CertificateChain.maximumLength)).certificates.count > 0)
    }

    @Test func `a certificate has octets, and not too many`() throws {
        #expect(throws: CertificateChainError.emptyCertificate) { try CertificateDER([]) }
        #expect(throws: CertificateChainError.certificateTooLarge(octets: 10_000_000)) {
            try CertificateDER([UInt8](repeating: 0, count: 10_000_000))
        }
    }

    @Test func `an anchor set is never empty and holds each certificate once`() throws {
        let error = #expect(throws: EmptyTrustAnchorSet.self) { try TrustAnchorSet([], source: "file roots.pem") }
        #expect(error?.source == "file roots.pem")
        let set = try TrustAnchorSet(
            [
                TrustAnchor(certificate(1), origin: "first"), TrustAnchor(certificate(2)),
                TrustAnchor(certificate(1), origin: "again"),
            ], source: "test")
        #expect(set.anchors.map(\.origin) == ["first", ""])
    }
}
