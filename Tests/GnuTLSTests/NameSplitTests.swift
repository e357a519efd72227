import Testing

@testable import GnuTLS
@testable import Lab

/// The chain first and the name afterwards gives what GnuTLS says when it is asked for both at once.
@Suite("A verification in two parts")
struct NameSplitTests {
    private static let names: [PeerName] = [
        .host("good.example"), .host("GOOD.example"), .host("a.wild.example"), .host("a.b.wild.example"), .host("xwild.example"),
        .host("only-cn"), .host("leaf"), .host("192.0.2.1"), .host("good.example."), .host("*.wild.example"),
        .address([192, 0, 2, 1]),
        .address([192, 0, 2, 2]), .address([UInt8](repeating: 0, count: 16)),
    ]

    @Test func `the status is the same for every chain, name and day`() throws {
        let pki = try PKI.shared.get()
        let names: [[LabName]] = [
            [], [.dns("good.example")], [.dns("*.wild.example"), .ip([192, 0, 2, 1])], [.ip([192, 0, 2, 1])], [.dns("192.0.2.1")],
            [.uri("https://good.example/")], [.dns("good.example\0.evil.example")], [.dns("x*.example"), .dns("*d.example")],
        ]
        let trust = try pki.trust
        let stranger = try TrustList(anchors: [LabAuthority.root("Other", key: .ecdsa(), calendar: pki.root.calendar).der])
        var refusedByName = 0
        for names in names {
            for purpose in [KeyPurpose.serverAuthentication, .clientAuthentication] {
                let leaf = try pki.leaf(names)
                for list in [trust, stranger] {
                    for day in [Int64(0), 61, 2_000] {
                        let instant = PKI.now + day * PKI.day
                        let certificates = try CertificateList(der: leaf.chain)
                        let chainOnly = try list.verify(certificates, for: nil, purpose: purpose, at: instant)
                        for name in Self.names {
                            let whole = try list.verify(chain: leaf.chain, for: name, purpose: purpose, at: instant)
                            let parts = chainOnly.adding(nameMatches: certificates.leafMatches(name))
                            #expect(parts.status == whole.status, "\(names), \(name), day \(day)")
                            #expect(parts.path == whole.path)
                            if whole.status == [.unexpectedOwner, .invalid] { refusedByName += 1 }
                        }
                    }
                }
            }
        }
        #expect(refusedByName > 50)
    }
}
