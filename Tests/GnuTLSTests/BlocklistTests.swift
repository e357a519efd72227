import GnuTLS
import Testing
import X509

@testable import Lab

/// What GnuTLS's own blocklist does, and what it does not: the engine's adapter builds on it.
@Suite("Blocklist of a trust list")
struct BlocklistTests {
    private static let now: Int64 = 1_800_000_000
    private let root: LabAuthority
    private let other: LabAuthority
    private let intermediate: LabAuthority
    private let crossSigned: LabAuthority
    private let leaf: LabAuthority

    init() throws {
        let calendar = LabCalendar(instant: Self.now)
        root = try .root("Root", key: .ecdsa(), calendar: calendar)
        other = try .root("Other", key: .ecdsa(), calendar: calendar)
        let authority = LabHierarchy.authority("Intermediate", key: try .ecdsa())
        intermediate = try root.issue(authority)
        crossSigned = try other.issue(authority)
        leaf = try intermediate.issue(LabRequest(commonName: "a.example", names: [.dns("a.example")], key: .ecdsa()))
    }

    private func status(_ chain: [LabAuthority], anchors: [LabAuthority], blocked: [LabAuthority]) throws -> CertificateStatus {
        let list = try TrustList(anchors: anchors.map { try $0.der }, blocked: blocked.map { try $0.der })
        return try list.verify(chain: chain.map { try $0.der }, for: nil, at: Self.now).status
    }

    @Test func `what the path needs is found on it`() throws {
        let blocked: CertificateStatus = [.invalid, .revoked]
        #expect(try status([leaf, intermediate], anchors: [root], blocked: []) == [])
        #expect(try status([leaf, intermediate], anchors: [root], blocked: [intermediate]) == blocked)
        #expect(try status([leaf, intermediate], anchors: [root], blocked: [leaf]) == blocked)
        #expect(try status([leaf, intermediate, crossSigned], anchors: [root, other], blocked: [intermediate]) == blocked)
    }

    @Test func `what the path does not need is not`() throws {
        #expect(try status([leaf, crossSigned, intermediate], anchors: [root, other], blocked: [intermediate]) == [])
        // The self-signed end is cut off before the list is looked at.
        #expect(try status([leaf, intermediate, root], anchors: [root, intermediate], blocked: [root]) == [])
    }

    @Test func `an anchor on it is no anchor`() throws {
        #expect(try status([leaf, intermediate], anchors: [root], blocked: [root]) == [.invalid, .signerNotFound])
        #expect(try status([leaf, intermediate], anchors: [root, intermediate], blocked: [root]) == [])
    }

    @Test func `what can't be decoded is passed over`() throws {
        let list = try TrustList(anchors: [root.der], blocked: [[0x30, 0x00]])
        #expect(list.count == 1)
    }

    @Test func `issuers and serial numbers are those of the certificates`() throws {
        let list = try CertificateList(der: [leaf.der, intermediate.der, root.der])
        for (read, made) in zip(list.serials, [leaf, intermediate, root]) {
            let serial = Array(made.certificate.serialNumber.bytes)
            // swift-certificates leaves out the zero that keeps a number positive.
            #expect(read?.serial == (serial[0] < 0x80 ? serial : [0] + serial))
            #expect(read?.issuer.isEmpty == false)
        }
        #expect(list.serials[0]?.issuer == list.links[1].subject)
    }
}
