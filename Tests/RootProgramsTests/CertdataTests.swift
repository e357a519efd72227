import Foundation
import IndependentValidator
import RootPrograms
import ServerIdentity
import Testing

@Suite("certdata.txt of NSS")
struct CertdataTests {
    private func list(_ objects: [String]) -> RootList { CertdataMaker(objects: objects).list }

    @Test func `a root has its label, trust, dates and line`() throws {
        let dates =
            CertdataMaker.octal("CKA_NSS_SERVER_DISTRUST_AFTER", Array("241130235959Z".utf8))
            + "CKA_NSS_EMAIL_DISTRUST_AFTER CK_BBOOL CK_FALSE\n"
        let list = list([CertdataMaker.certificate(.one, more: dates), CertdataMaker.trust(.one)])
        #expect(list.problems.isEmpty)
        let root = try #require(list.roots.first)
        #expect(root.label == "One" && root.sha256 == TestRoot.one.sha256 && root.line == 7)
        #expect(root.trust == PurposeTrust(server: .trustedDelegator, email: .mustVerify, code: .mustVerify))
        #expect(root.serverDistrustAfter == Instant(rfc3339: "2024-11-30T23:59:59Z") && root.emailDistrustAfter == nil)
        #expect(root.certificate.facts.subject == "CN=One" && root.certificate.facts.key == "Ed25519")
    }

    @Test func `a date counts wherever it stands, and the earlier one of two`() throws {
        let early = CertdataMaker.octal("CKA_NSS_SERVER_DISTRUST_AFTER", Array("20230102030405Z".utf8))
        let late = CertdataMaker.octal("CKA_NSS_SERVER_DISTRUST_AFTER", Array("241130235959Z".utf8))
        let never = "CKA_NSS_SERVER_DISTRUST_AFTER CK_BBOOL CK_FALSE\n"
        // NSS 3.123 has a date in a trust object.
        let inTrust = list([CertdataMaker.certificate(.one, more: never), CertdataMaker.trust(.one, more: early)])
        #expect(inTrust.roots.first?.serverDistrustAfter == Instant(rfc3339: "2023-01-02T03:04:05Z") && inTrust.problems.isEmpty)
        let both = list([CertdataMaker.certificate(.one, more: late), CertdataMaker.trust(.one, more: early)])
        #expect(both.roots.first?.serverDistrustAfter == Instant(rfc3339: "2023-01-02T03:04:05Z"))
        #expect(both.problems.map(\.reason) == [.datesDiffer(attribute: "CKA_NSS_SERVER_DISTRUST_AFTER")])
    }

    struct Dates: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let objects: [String]
        let problems: [String]
        let date = "2024-11-30T23:59:59Z"

        init(_ description: String, _ objects: [String], _ problems: [String] = []) {
            testDescription = description
            self.objects = objects
            self.problems = problems
        }
    }

    private static let one = CertdataMaker.certificate(.one)
    private static let trust = CertdataMaker.trust(.one)
    private static let modern = trust.replacing("CKO_NSS_TRUST", with: "CKO_TRUST")
    private static let date = CertdataMaker.octal("CKA_NSS_SERVER_DISTRUST_AFTER", Array("241130235959Z".utf8))
    private static let later = CertdataMaker.octal("CKA_NSS_SERVER_DISTRUST_AFTER", Array("251130235959Z".utf8))
    private static let never = "CKA_NSS_SERVER_DISTRUST_AFTER CK_BBOOL CK_FALSE\n"

    @Test(
        "a date in a second object of the certificate counts, in whichever order they stand",
        arguments: [
            Dates("certificate, dated twin", [one, one + date, trust], ["duplicate_certificate"]),
            Dates("dated certificate, twin", [one + date, one, trust], ["duplicate_certificate"]),
            Dates("CK_FALSE, dated twin", [one + never, one + date, trust], ["dates_differ", "duplicate_certificate"]),
            Dates("dated, twin with CK_FALSE", [one + date, one + never, trust], ["dates_differ", "duplicate_certificate"]),
            Dates("later, dated twin", [one + later, one + date, trust], ["dates_differ", "duplicate_certificate"]),
            Dates("dated, later twin", [one + date, one + later, trust], ["dates_differ", "duplicate_certificate"]),
            Dates("old trust, dated new trust", [one, trust, modern + date]),
            Dates("dated new trust, old trust", [one, modern + date, trust]),
            Dates("later old trust, dated new trust", [one, trust + later, modern + date], ["dates_differ"]),
            Dates("dated new trust, later old trust", [one, modern + date, trust + later], ["dates_differ"]),
            Dates("trust, the same dated", [one, trust, trust + date], ["duplicate_trust"]),
        ])
    func datesOfTwins(row: Dates) {
        let list = list(row.objects)
        #expect(list.roots.map { $0.serverDistrustAfter?.description } == [row.date])
        #expect(list.problems.map(\.reason.kind) == row.problems && list.damage == nil)
    }

    @Test func `two trust objects that distrust for one purpose each distrust for both`() {
        let (server, email) = (
            CertdataMaker.trust(.one, server: "CKT_NSS_NOT_TRUSTED"), CertdataMaker.trust(.one, email: "CKT_NSS_NOT_TRUSTED")
        )
        for objects in [[Self.one, server, email], [Self.one, email, server]] {
            let list = list(objects)
            #expect(list.roots.isEmpty && list.distrusted(for: .server).count == 1 && list.distrusted(for: .email).count == 1)
        }
    }

    @Test(
        "names and constants, old and new",
        arguments: [
            ("CKO_NETSCAPE_TRUST", "CKA_TRUST_SERVER_AUTH", "CKT_NETSCAPE_TRUSTED_DELEGATOR", TrustLevel.trustedDelegator),
            ("CKO_NSS_TRUST", "CKA_NSS_TRUST_SERVER_AUTH", "CKT_NSS_TRUSTED_DELEGATOR", .trustedDelegator),
            ("CKO_TRUST", "CKA_PKCS_TRUST_SERVER_AUTH", "CKT_TRUST_ANCHOR", .trustedDelegator),
            ("CKO_TRUST", "CKA_TRUST_SERVER_AUTH", "CKT_TRUST_MUST_VERIFY_TRUST", .mustVerify),
            ("CKO_NSS_TRUST", "CKA_TRUST_SERVER_AUTH", "CKT_NSS_TRUST_UNKNOWN", .unknown),
            ("CKO_NSS_TRUST", "CKA_TRUST_SERVER_AUTH", "CKT_NSS_VALID_DELEGATOR", .validDelegator),
        ])
    func names(class: String, attribute: String, constant: String, level: TrustLevel) {
        let trust = CertdataMaker.trust(.one).replacing("CKO_NSS_TRUST", with: `class`)
            .replacing("CKA_TRUST_SERVER_AUTH CK_TRUST CKT_NSS_TRUSTED_DELEGATOR", with: "\(attribute) CK_TRUST \(constant)")
        let list = list([CertdataMaker.certificate(.one), trust])
        #expect(list.problems.isEmpty && list.roots.map(\.trust.server) == [level])
    }

    @Test func `a hash by SHA-256 identifies as well (PKCS 11 version 3.2)`() {
        let hash =
            CertdataMaker.octal("CKA_HASH_OF_CERTIFICATE", TestRoot.one.sha256)
            + "CKA_NAME_HASH_ALGORITHM CK_MECHANISM_TYPE CKM_SHA256\n"
        #expect(list([CertdataMaker.certificate(.one), CertdataMaker.trust(.one, hasHash: false, more: hash)]).roots.count == 1)
        let other = hash.replacing("CKM_SHA256", with: "CKM_SHA_1")
        let wrong = list([CertdataMaker.certificate(.one), CertdataMaker.trust(.one, hasHash: false, more: other)])
        #expect(wrong.roots.isEmpty && wrong.problems.map(\.reason) == [.hashDisagrees])
    }

    @Test func `old lists escape the letters of labels as C does, and have a CVS_ID`() {
        let certificate = CertdataMaker.certificate(.one, label: #"F\xc5\x91 \"x\" \\ \303\241"#)
        var maker = CertdataMaker(objects: [certificate, CertdataMaker.trust(.one)])
        #expect(maker.list.roots.map(\.label) == [#"Fő "x" \ á"#])
        maker.objects[0] += "CVS_ID \"@(#) $RCSfile: certdata.txt,v $ $Revision: 1.87 $\"\n"
        #expect(maker.list.version?.contains("Revision: 1.87") == true && maker.list.problems.isEmpty)
    }

    @Test func `comments, empty lines and other line ends change nothing`() {
        var maker = CertdataMaker()
        maker.add(.one)
        let text = maker.text.replacing("CKA_ISSUER MULTILINE_OCTAL", with: "# x\n\n  CKA_ISSUER  MULTILINE_OCTAL # y").replacing(
            "\n", with: "\r\n")
        let list = RootList(certdata: Array(text.utf8), source: "x", decode: DescribedCertificate.init(decoding:))
        #expect(list.roots.count == 1 && list.problems.isEmpty)
    }

    @Test func `explicit distrust needs no certificate`() throws {
        let list = list([
            CertdataMaker.trust(.two, server: "CKT_NSS_NOT_TRUSTED"), CertdataMaker.certificate(.one),
            CertdataMaker.trust(.one, server: "CKT_NSS_NOT_TRUSTED"),
        ])
        #expect(list.problems.isEmpty && list.roots.isEmpty)
        #expect(Set(list.distrusted(for: .server).map(\.serial)) == [[1], [2]])
        #expect(list.distrusted(for: .server).compactMap(\.certificate?.octets) == [TestRoot.one.der])
        #expect(list.distrusted(for: .email).isEmpty)
    }

    @Test func `what is distrusted for one purpose and trusted for another is both`() throws {
        let list = list([CertdataMaker.certificate(.one), CertdataMaker.trust(.one, email: "CKT_NSS_NOT_TRUSTED")])
        #expect(list.selected(for: .server).count == 1 && list.distrusted(for: .server).isEmpty)
        #expect(list.selected(for: .email, levels: Set(TrustLevel.allCases)).isEmpty && list.distrusted(for: .email).count == 1)
    }

    @Test func `anchors carry their dates, and the set what is distrusted`() throws {
        let date = CertdataMaker.octal("CKA_NSS_SERVER_DISTRUST_AFTER", Array("241130235959Z".utf8))
        let list = list([
            CertdataMaker.certificate(.one, more: date), CertdataMaker.trust(.one),
            CertdataMaker.trust(.two, server: "CKT_NSS_NOT_TRUSTED"),
        ])
        let set = try list.serverAnchors(source: "s")
        #expect(set.anchors.map(\.constraints.serverDistrustAfter) == [Instant(rfc3339: "2024-11-30T23:59:59Z")])
        #expect(set.distrusted.map(\.serial) == [[2]] && set.constraintKnowledge == .known)
        #expect(throws: EmptyTrustAnchorSet.self) { try CertdataMaker().list.serverAnchors(source: "s") }
    }
}
