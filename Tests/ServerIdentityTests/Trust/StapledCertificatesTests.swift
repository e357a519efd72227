import ServerIdentity
import Testing

@Suite("What a root program has against the certificates of a stapled response")
struct StapledCertificatesTests {
    private static let issuer: [UInt8] = [0x30, 0x00]

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// Octets of each, and its serial number; nil where an engine can't read it.
        let certificates: [(octets: [UInt8], serial: UInt8?)]?
        let clause: String?
    }

    @Test(
        "each is looked up",
        arguments: [
            Row(testDescription: "none brought", certificates: [], clause: nil),
            Row(testDescription: "others", certificates: [([1], 1), ([2], 2)], clause: nil),
            Row(testDescription: "by number", certificates: [([1], 1), ([2], 7)], clause: "distrusts as 'Seven'"),
            Row(testDescription: "by octets", certificates: [([8, 8], 1)], clause: "distrusts as 'Eight'"),
            Row(testDescription: "by octets, without a number", certificates: [([8, 8], nil)], clause: "distrusts as 'Eight'"),
            Row(testDescription: "without a number", certificates: [([1], nil)], clause: "can't be read"),
            Row(testDescription: "no octets", certificates: [([], 1)], clause: "can't be read"),
            Row(testDescription: "nobody can take them out", certificates: nil, clause: "can't be read"),
        ])
    func flaw(row: Row) throws {
        let program = RootProgramIndex(
            try Self.anchors([
                DistrustedCertificate(issuer: Self.issuer, serial: [7], label: "Seven"),
                DistrustedCertificate(issuer: Self.issuer, serial: [8], certificate: CertificateDER([8, 8]), label: "Eight"),
            ]))
        let flaw = Self.flaw(program, row)
        if let clause = row.clause {
            #expect(flaw?.contains(clause) == true, "\(flaw ?? "nothing")")
        } else {
            #expect(flaw == nil)
        }
        // Where nothing is distrusted nobody needs to read anything.
        #expect(Self.flaw(RootProgramIndex(try Self.anchors([])), row) == nil)
    }

    private static func flaw(_ program: RootProgramIndex, _ row: Row) -> String? {
        program.flaw(ofStapled: row.certificates?.map(\.octets)) { certificate in
            let serial = row.certificates?.first { $0.octets == certificate.octets }?.serial
            return serial.map { IssuerAndSerial(issuer: issuer, serial: [$0]) }
        }
    }

    private static func anchors(_ distrusted: [DistrustedCertificate]) throws -> TrustAnchorSet {
        try TrustAnchorSet([TrustAnchor(CertificateDER([9]))], distrusted: distrusted, source: "test")
    }
}
