import ServerIdentity
import Testing

@testable import IndependentValidator

@Suite("Revocation along a path (RFC 5280 section 6.3, RFC 6960, RFC 7633)")
struct RevocationJudgeTests {
    private static let leaf = TestCertificate.link("leaf", by: "CA", dns: "www.example.org")
    private static let intermediate = TestCertificate.link("CA", by: "Root")
    private static let root = TestCertificate.link("Root", by: "Root")
    /// TLS feature status_request.
    private static let promising = leaf.with {
        $0.extensions.append(
            TestCertificate.extension([0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01, 0x18], sequence(tlv(2, [5]))))
    }
    /// OCSPResponse with responseStatus tryLater, which nobody signs.
    private static let tryLater: Octets = [0x30, 0x03, 0x0A, 0x01, 0x03]

    private func answer(
        _ leaf: TestCertificate, staple: StapledResponse = .unknown, crls: [Octets] = [],
        requiring requirement: RevocationRequirement = .wherever
    ) throws -> EngineAnswer {
        var policy = Policy.default
        policy.revocation = requirement
        return Asking.engine.examine(
            Question(
                chain: try CertificateChain([leaf.der(), Self.intermediate.der()]),
                identity: try Asking.identity("www.example.org"),
                policy: policy, anchors: try TrustAnchorSet([TrustAnchor(try Self.root.der())], source: "test"),
                revocation: RevocationEvidence(
                    crls: CRLSet(crls.map { CRLDER($0, origin: "test") }, source: "test"), staple: staple),
                instant: try Asking.instant()
            ))
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String, leaf: TestCertificate, staple: StapledResponse, requirement: RevocationRequirement
        let findings: [String], notes: [String]
        init(
            _ description: String, _ leaf: TestCertificate, _ staple: StapledResponse = .unknown,
            _ requirement: RevocationRequirement = .wherever, findings: [String] = [], notes: [String] = []
        ) {
            (testDescription, self.leaf, self.staple, self.requirement) = (description, leaf, staple, requirement)
            (self.findings, self.notes) = (findings, notes)
        }
    }

    @Test(
        arguments: [
            Row("nothing to judge by, nothing required", leaf),
            Row(
                "the whole chain required, and nothing there", leaf, .unknown, .chain,
                findings: ["0:revocation_unavailable", "1:revocation_unavailable"]),
            Row("the leaf required, and nothing there", leaf, .unknown, .leaf, findings: ["0:revocation_unavailable"]),
            Row("no staple, none promised", leaf, .missing),
            Row("no staple, one promised", promising, .missing, findings: ["0:staple_missing"]),
            Row("nobody asked for the promised staple", promising),
            Row(
                "tryLater in place of the promised staple", promising, .response(tryLater), findings: ["0:staple_invalid"],
                notes: ["0:revocation_unavailable"]),
            Row("tryLater, none promised: said, not refused", leaf, .response(tryLater), notes: ["0:revocation_unavailable"]),
            Row("no response at all", leaf, .response([1, 2, 3]), findings: ["0:staple_invalid"]),
        ])
    func judged(row: Row) throws {
        let answer = try answer(row.leaf, staple: row.staple, requiring: row.requirement)
        #expect(answer.verdict.findings.summary == row.findings)
        #expect(answer.verdict.isAccepted == row.findings.isEmpty)
        #expect(answer.notes.summary == row.notes)
    }

    @Test func `the scope says whether the status of a certificate was determined`() throws {
        #expect(try !answer(Self.leaf).scope.contains(.revocation))
        // Refused, because nobody could tell.
        #expect(try !answer(Self.leaf, requiring: .chain).scope.contains(.revocation))
        // A responder that says "try later" has said nothing of the certificate.
        #expect(try !answer(Self.leaf, staple: .response(Self.tryLater)).scope.contains(.revocation))
    }

    @Test func `a list that can't be used is no reason to accept`() throws {
        let answer = try answer(Self.leaf, crls: [[0x30, 0x00]])
        #expect(answer.verdict.findings.summary == ["0:revocation_unavailable", "1:revocation_unavailable"])
        #expect(answer.verdict.findings.first?.description.contains("can't be decoded") == true)
    }
}
