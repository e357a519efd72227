import IndependentValidator
import RootPrograms
import ServerIdentity
import Testing
import VerdictReport

@Suite("Differences of lists of roots")
struct RootListDifferenceTests {
    private static let date = CertdataMaker.octal("CKA_NSS_SERVER_DISTRUST_AFTER", Array("241130235959Z".utf8))
    private static let worse = TestRoot("Worse", serial: 10)
    private static let old = CertdataMaker(objects: [
        CertdataMaker.certificate(.one), CertdataMaker.trust(.one), CertdataMaker.certificate(.two), CertdataMaker.trust(.two),
        CertdataMaker.trust(TestRoot("Gone", serial: 8), server: "CKT_NSS_NOT_TRUSTED"),
        CertdataMaker.trust(worse, server: "CKT_NSS_NOT_TRUSTED", email: "CKT_NSS_NOT_TRUSTED"),
    ]).list
    private static let new = CertdataMaker(objects: [
        CertdataMaker.certificate(.one, more: date), CertdataMaker.trust(.one, email: "CKT_NSS_TRUSTED_DELEGATOR"),
        CertdataMaker.certificate(.three), CertdataMaker.trust(.three),
        CertdataMaker.trust(TestRoot("Bad", serial: 9), server: "CKT_NSS_NOT_TRUSTED"),
        CertdataMaker.trust(worse, email: "CKT_NSS_NOT_TRUSTED").replacing("\"Worse\"", with: "\"Better\"")
            .replacing("CKT_NSS_TRUSTED_DELEGATOR", with: "CKT_NSS_MUST_VERIFY_TRUST"),
    ]).list

    @Test func `every change has its line`() {
        let difference = RootListDifference(from: Self.old, to: Self.new)
        let report = RootsDifferenceReport(difference)
        let digests = [TestRoot.two, .three, .one].map { hexadecimal($0.sha256.prefix(8)) }
        #expect(
            report.text.split(separator: "\n") == [
                "what                     root    SHA-256           trust",
                "removed                  Two     \(digests[0])  was trusted for server",
                "added                    Three   \(digests[1])  trusted for server",
                "changed                  One     \(digests[2])  server: distrusted if issued after 2024-11-30T23:59:59Z; email: must_verify, now trusted_delegator",
                "distrusted               Bad     serial 09         for server",
                "distrusted otherwise     Better  serial 0a         server: not_trusted, now must_verify; called Better, before that Worse",
                "not distrusted any more  Gone    serial 08         for server",
                "roots for TLS servers: 2, now 2; 1 removed, 1 added, 1 changed, 1 newly distrusted, 1 distrusted otherwise, 1 not distrusted any more",
            ])
        let json = RootsDifferenceRecord(difference).value.description
        #expect(json.contains(#""changes":["server: not_trusted, now must_verify","called Better, before that Worse"]"#), "\(json)")
    }

    @Test func `equal lists do not differ`() {
        #expect(RootListDifference(from: Self.old, to: Self.old).isEmpty)
        #expect(!RootListDifference(from: Self.old, to: Self.new).isEmpty)
        func distrusting(_ email: String) -> RootList {
            CertdataMaker(objects: [CertdataMaker.trust(.one, server: "CKT_NSS_NOT_TRUSTED", email: email)]).list
        }
        let (one, both) = (distrusting("CKT_NSS_MUST_VERIFY_TRUST"), distrusting("CKT_NSS_NOT_TRUSTED"))
        #expect(!RootListDifference(from: both, to: one).isEmpty && RootListDifference(from: both, to: both).isEmpty)
    }

    @Test func `of a PEM file only membership is compared, with what the other list trusts for servers`() throws {
        let pem = RootList(
            certificates: try [TestRoot.two, .three].map { (try DescribedCertificate(decoding: CertificateDER($0.der)), 1) },
            source: "x.pem",
            sha256: [])
        let difference = RootListDifference(from: pem, to: Self.new)
        #expect(
            difference.added.map(\.sha256) == [TestRoot.one.sha256] && difference.removed.map(\.sha256) == [TestRoot.two.sha256])
        #expect(difference.changed.isEmpty && difference.newlyDistrusted.isEmpty && !difference.comparesTrust)
    }
}
