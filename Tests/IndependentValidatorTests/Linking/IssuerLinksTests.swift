import ServerIdentity
import Testing

@testable import IndependentValidator

@Suite("Which certificates the leaf depends on")
struct IssuerLinksTests {
    private static let leaf = TestCertificate.link("leaf", by: "CA", dns: "www.example.org")
    private static let intermediate = TestCertificate.link("CA", by: "Root")
    private static let root = TestCertificate.link("Root", by: "Root")
    private static let expiredRoot = TestCertificate.link("Root", by: "Root", from: 2010, to: 2020)

    private func links(_ chain: [TestCertificate], anchors: [TestCertificate] = [root]) throws -> IssuerLinks {
        let set = try TrustAnchorSet(anchors.map { TrustAnchor(try $0.der()) }, source: "test")
        return IssuerLinks(chain.map { try? $0.decoded() }, anchors: AnchorIndex(set), at: try Asking.instant())
    }

    @Test func `leaf, intermediate, anchor`() throws {
        let links = try links([Self.leaf, Self.intermediate])
        #expect(links.depths == [0, 1])
        #expect(links.anchor?.subject.text == "CN=Root")
        #expect(links.isAnchored)
    }

    @Test func `in any order, with extra certificates between`() throws {
        let extra = TestCertificate.link("other", by: "another")
        #expect(try links([Self.leaf, extra, Self.root, extra, Self.intermediate]).depths == [0, 4, 2])
    }

    @Test func `a presented anchor ends the line and is not doubled`() throws {
        let links = try links([Self.leaf, Self.intermediate, Self.root])
        #expect(links.depths == [0, 1, 2])
        #expect(links.anchor == nil)
        #expect(links.isAnchored)
    }

    @Test func `the leaf may be an anchor itself`() throws {
        let links = try links([Self.leaf, Self.intermediate], anchors: [Self.leaf])
        #expect(links.depths == [0])
        #expect(links.anchor == nil)
        #expect(links.isAnchored)
    }

    @Test func `an intermediate that is an anchor ends the line before its expired issuer`() throws {
        let links = try links([Self.leaf, Self.intermediate, Self.expiredRoot], anchors: [Self.intermediate])
        #expect(links.depths == [0, 1])
        #expect(links.anchor == nil)
        #expect(links.isAnchored)
    }

    @Test func `of several anchors a valid one suffices`() throws {
        let renewed = Self.root.with { $0.salt = 9 }
        #expect(try links([Self.leaf, Self.intermediate], anchors: [Self.expiredRoot, renewed]).anchor?.der == renewed.der())
        #expect(try links([Self.leaf, Self.intermediate], anchors: [Self.expiredRoot]).anchor?.der == Self.expiredRoot.der())
    }

    @Test func `of several cross-signs a line of valid ones suffices`() throws {
        let expired = TestCertificate.link("CA", by: "Old Root", from: 2015, to: 2021)
        let oldRoot = TestCertificate.link("Old Root", by: "Old Root")
        let chain = [Self.leaf, expired, Self.intermediate]
        #expect(try links(chain, anchors: [oldRoot, Self.root]).depths == [0, 2])
        #expect(try links(chain, anchors: [oldRoot]).depths == [0, 1])  // an anchor before validity: what it hangs on is judged
    }

    @Test func `a longer valid line is better than a shorter expired one`() throws {
        let expired = TestCertificate.link("CA", by: "Root", from: 2015, to: 2021)
        let chain = [Self.leaf, expired, .link("CA", by: "Middle"), .link("Middle", by: "Root")]
        #expect(try links(chain).depths == [0, 2, 3])
    }

    @Test func `key identifiers tell issuers of one name apart`() throws {
        let leaf = Self.leaf.with { $0.authorityKeyIdentifier = [2] }
        let first = Self.intermediate.with { $0.keyIdentifier = [1] }
        let second = Self.intermediate.with { $0.keyIdentifier = [2] }
        #expect(try links([leaf, first, second]).depths == [0, 2])
        #expect(try links([leaf, first]).depths == [0])
        #expect(try links([leaf, Self.intermediate]).depths == [0, 1])  // one side gives none
    }

    @Test func `without an anchor the line goes as far as it can`() throws {
        let other = [TestCertificate.link("Elsewhere", by: "Elsewhere")]
        let links = try links([Self.leaf, Self.intermediate, Self.root], anchors: other)
        #expect(links.depths == [0, 1, 2])
        #expect(links.anchor == nil)
        #expect(!links.isAnchored)
    }

    @Test func `loops end`() throws {
        let chain = [Self.leaf, TestCertificate.link("CA", by: "B"), .link("B", by: "CA")]
        let links = try links(chain, anchors: [.link("Elsewhere", by: "Elsewhere")])
        #expect(links.depths == [0, 1, 2])
        #expect(!links.isAnchored)
        #expect(try self.links(Array(repeating: TestCertificate.link("A", by: "A"), count: 32)).depths == [0])
    }

    @Test func `32 certificates that all issue each other are searched once each`() throws {
        let chain = (0..<32).map { index in TestCertificate.link("A", by: "A").with { $0.salt = UInt8(index) } }
        let started = ContinuousClock.now
        _ = try links(chain)
        #expect(ContinuousClock.now - started < .seconds(2))
    }

    @Test func `a leaf that can't be decoded has no line`() throws {
        #expect(try links([Self.leaf.with { $0.serial = [] }, Self.intermediate]).depths == [])
    }
}
