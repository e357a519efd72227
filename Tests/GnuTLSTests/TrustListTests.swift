import Testing

@testable import GnuTLS
@testable import Lab

@Suite("TrustList")
struct TrustListTests {
    private let pki: PKI

    init() throws { pki = try PKI.shared.get() }

    @Test func `the trace tells which issuer was tried for each certificate`() throws {
        let leaf = try pki.leaf([.dns(Array("good.example".utf8))])
        let verification = try pki.trust.verify(chain: leaf.chain, for: .host("good.example"), at: PKI.now)
        #expect(verification.isTrusted)
        #expect(verification.path == leaf.chain + [try pki.root.der])
        #expect(verification.steps.count == 2)
        #expect(verification.steps.allSatisfy { $0.status.isEmpty })
        let details = verification.steps.compactMap(\.details)
        #expect(details.count == 2)
        #expect(details.allSatisfy { !$0.isSelfIssued && !$0.isKeyTooWeak(for: .medium) && $0.keyBits == 256 })
        #expect(verification.steps.last?.certificate == leaf.chain[0])
        #expect(verification.steps.last?.issuer == leaf.chain[1])
        #expect(verification.steps.last?.issuerDetails?.subject.contains("Test intermediate") == true)
    }

    @Test(
        "judges the address kinds apart",
        arguments: [
            (PeerName.address([127, 0, 0, 1]), true), (.address([127, 0, 0, 2]), false),
            (.address([UInt8](repeating: 0, count: 16)), false),
            (.host("good.example"), true), (.host("127.0.0.1"), true),
        ])
    func addresses(name: PeerName, matches: Bool) throws {
        let leaf = try pki.leaf([.dns(Array("good.example".utf8)), .ip([127, 0, 0, 1])])
        #expect(try pki.trust.verify(chain: leaf.chain, for: name, at: PKI.now).isTrusted == matches)
    }

    @Test func `each thread sees its own instant`() async throws {
        let leaf = try pki.leaf([.dns(Array("good.example".utf8))])
        let trust = try pki.trust
        let chain = leaf.chain
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<200 {
                let late = index.isMultiple(of: 2)
                group.addTask {
                    let status = try trust.verify(
                        chain: chain, for: .host("good.example"), at: late ? PKI.now + 100 * PKI.day : PKI.now
                    ).status
                    return status == (late ? [.invalid, .expired] : [])
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test func `an anchor that can't be decoded is named and trusted by nobody`() throws {
        let list = try TrustList(anchors: [[0x30, 0x00], pki.root.der])
        #expect(list.count == 1)
        #expect(list.unusable.map(\.index) == [0])
        #expect(list.unusable.first?.error.operation == .importCertificate(index: 0))
    }

    @Test func `an anchor given twice is trusted as if given once`() throws {
        let root = try pki.root.der
        let twice = try TrustList(anchors: [root, root])
        let leaf = try pki.leaf([.dns(Array("good.example".utf8))])
        let verification = try twice.verify(chain: leaf.chain, for: .host("good.example"), at: PKI.now)
        #expect(verification.isTrusted && verification.path == leaf.chain + [root])
        #expect(try !twice.verify(chain: leaf.chain, for: .host("other.example"), at: PKI.now).isTrusted)
    }

    @Test func `no usable anchor is an error, never an empty trust list`() {
        #expect(throws: GnuTLSError.self) { try TrustList(anchors: []) }
        #expect(throws: GnuTLSError.self) { try TrustList(anchors: [[0x30, 0x00], [1, 2, 3]]) }
    }

    @Test func `a chain that can't be decoded is an error that says where`() throws {
        let leaf = try pki.leaf([.dns(Array("good.example".utf8))])
        let error = #expect(throws: GnuTLSError.self) {
            try pki.trust.verify(chain: [leaf.chain[0], Array(leaf.chain[1].dropLast())], for: nil, at: PKI.now)
        }
        #expect(error?.operation == .importCertificate(index: 1))
    }

    @Test(.enabled(if: (try? SystemTrust.anchors()) != nil, "ca-certificates is not installed"))
    func `the store that GnuTLS was built with can be read`() throws {
        let anchors = try SystemTrust.anchors().map { try $0.get() }
        #expect(anchors.count > 50)
        #expect(try TrustList(anchors: anchors).unusable.isEmpty)
    }

    @Test func `every status bit has a name, and an unknown one keeps its number`() {
        #expect(CertificateStatus.named.count == 17)
        #expect(CertificateStatus(rawValue: 1 << 1 | 1 << 30).names == ["GNUTLS_CERT_INVALID", "bit 30"])
        #expect(Set(CertificateStatus.named.map(\.status.rawValue)).count == 17)
        #expect(CertificateStatus([.invalid, .expired]).text.contains("expired"))
    }
}
