import ServerIdentity
import SwiftASN1
import Testing
import X509

@testable import Lab

/// Chains, anchors and instants for these tests: few of each, so that random questions meet again.
struct MemoryPKI {
    let chains: [CertificateChain]
    /// Two of them hold the same certificates.
    let anchorSets: [TrustAnchorSet]
    let identities: [ReferenceIdentity]
    /// None, lists that revoke nobody, and lists that revoke the first chain's leaf.
    let crlSets: [CRLSet]
    /// Every edge of a validity period and of a list's, and the seconds around it.
    let instants: [Instant]

    static let now: Int64 = 1_800_000_000
    private static let day: Int64 = 86_400

    static let shared = Result { try MemoryPKI() }

    init() throws {
        let calendar = LabCalendar(instant: Self.now)
        let root = try LabAuthority.root("Root", key: .ecdsa(), calendar: calendar)
        let renewed = try LabAuthority.root("Root", key: root.key, calendar: LabCalendar(instant: Self.now + 40 * Self.day))
        let stranger = try LabAuthority.root("Stranger", key: .ecdsa(), calendar: calendar)
        let intermediate = try root.issue(LabHierarchy.authority("Intermediate", key: .ecdsa()))
        var briefAuthority = LabHierarchy.authority("Brief intermediate", key: try .ecdsa())
        briefAuthority.validity = -20...20
        let brief = try root.issue(briefAuthority)

        func leaf(_ issuer: LabAuthority, _ validity: ClosedRange<Int>, _ names: [LabName]) throws -> [UInt8] {
            var request = LabRequest(commonName: "one.example", names: names, key: try .ecdsa())
            request.validity = validity
            return try issuer.issue(request).der
        }
        let both = [LabName.dns("one.example"), .dns("*.two.example")]
        let sound = try leaf(intermediate, -30...60, both)
        let chains: [[[UInt8]]] = try [
            [sound, intermediate.der],
            [sound, intermediate.der, root.der],
            [sound, stranger.der, intermediate.der],
            [sound],
            [leaf(brief, -30...60, both), brief.der],
            [leaf(intermediate, -10...5, both), intermediate.der],
            [leaf(intermediate, -30...60, []), intermediate.der],
            [Array(sound.dropLast()), intermediate.der],
        ]
        self.chains = try chains.map { try CertificateChain($0.map { try CertificateDER($0) }) }
        func anchors(_ authorities: [LabAuthority]) throws -> TrustAnchorSet {
            try TrustAnchorSet(authorities.map { TrustAnchor(try CertificateDER($0.der)) }, source: "test")
        }
        anchorSets =
            try [anchors([root]), anchors([root]), anchors([root, renewed, stranger]), anchors([stranger])]
            + Self.constrained(root, renewed, intermediate)
        identities = [
            .dns(try DNSName(parsing: "one.example")), .dns(try DNSName(parsing: "a.two.example")),
            .dns(try DNSName(parsing: "three.example")), .ip(try #require(IPAddress(parsing: "127.0.0.1"))),
        ]
        let serial = Array(try Certificate(derEncoded: sound).serialNumber.bytes)
        crlSets = try [[], [serial]].reduce(into: [CRLSet.none]) { sets, revoked in
            let lists = try [MemoryCRL.list(by: root, revoking: []), MemoryCRL.list(by: intermediate, revoking: revoked)]
            sets.append(CRLSet(lists, source: "test"))
        }
        let days: [Int64] = [-1_825, -30, -20, -15, -10, 0, 5, 15, 20, 60, 1_825, 1_865]
        instants = days.flatMap { day in
            (-1...1).compactMap { Instant(secondsSinceEpoch: Self.now + day * Self.day + Int64($0)) }
        }
    }

    /// Sets that a root program has its say about: dates before and after the leaves' own, with another way and
    /// without, and a distrusted certificate.
    private static func constrained(
        _ root: LabAuthority, _ renewed: LabAuthority, _ intermediate: LabAuthority
    ) throws -> [TrustAnchorSet] {
        func anchor(_ authority: LabAuthority, until day: Int64? = nil) throws -> TrustAnchor {
            let date = day.flatMap { Instant(secondsSinceEpoch: now + $0 * Self.day) }
            return TrustAnchor(try CertificateDER(authority.der), constraints: AnchorConstraints(serverDistrustAfter: date))
        }
        let entry = DistrustedCertificate(
            issuer: [0x30, 0x00], serial: [1], certificate: try CertificateDER(intermediate.der), label: "distrusted")
        func set(_ anchors: [TrustAnchor], _ distrusted: [DistrustedCertificate] = []) throws -> TrustAnchorSet {
            try TrustAnchorSet(anchors, distrusted: distrusted, constraintKnowledge: .known, source: "test")
        }
        return try [
            set([anchor(root, until: -31)]), set([anchor(root, until: -30)]), set([anchor(root, until: -20)]),
            set([anchor(root, until: -31), anchor(renewed)]), set([anchor(root)], [entry]),
        ]
    }
}
