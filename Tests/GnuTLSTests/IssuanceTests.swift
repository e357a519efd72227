import Testing
import X509

@testable import GnuTLS
@testable import Lab

@Suite("One certificate under one issuer")
struct IssuanceTests {
    private let pki: PKI
    private let list: CertificateList

    init() throws {
        pki = try PKI.shared.get()
        let leaf = try pki.leaf([.dns(Array("good.example".utf8))])
        let clients = try pki.leaf([]) { $0.purpose = .clientAuth }
        let rekeyed = try pki.root.issue(LabHierarchy.authority("Test intermediate", key: .ecdsa()))
        list = try CertificateList(der: leaf.chain + [pki.root.der, clients.chain[0], rekeyed.der])
    }

    @Test func `the issuer's key, dates and usage decide`() throws {
        #expect(try list.issuance(of: 0, by: 1, at: PKI.now).isEmpty)
        #expect(try list.issuance(of: 1, by: 2, at: PKI.now).isEmpty)
        #expect(try list.issuance(of: 0, by: 1, at: PKI.now + 61 * PKI.day).contains(.expired))
        #expect(try list.issuance(of: 0, by: 2, at: PKI.now).contains(.signerNotFound))
        #expect(try !list.issuance(of: 0, by: 4, at: PKI.now).isEmpty)
        #expect(try list.issuance(of: 0, by: 3, at: PKI.now).contains(.purposeMismatch))
        #expect(try !list.issuance(of: 0, by: 3, purpose: nil, at: PKI.now).contains(.purposeMismatch))
    }

    @Test func `a place that there is not is an error`() {
        #expect(throws: GnuTLSError.self) { try list.issuance(of: 0, by: 5, at: PKI.now) }
        #expect(throws: GnuTLSError.self) { try list.issuance(of: -1, by: 0, at: PKI.now) }
    }
}
