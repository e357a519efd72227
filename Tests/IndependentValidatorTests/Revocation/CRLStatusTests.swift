import ServerIdentity
import TestKit
import Testing

@testable import IndependentValidator

@Suite("Status by lists (RFC 5280 section 6.3.3)", .needs(.openssl))
struct ListedStatusTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        let lists: [TestList]
        /// DistributionPoint values; nil for no extension.
        var points: [Octets]?
        var isAuthority = false
        var serial: Octets = [5]
        var at = "2026-01-01T00:00:00Z"
        var isStrict = false
        /// Signers beside the issuer, by name.
        var others: [String] = []
        var issuerMaySign = true
        let expected: Expected

        enum Expected: Sendable, Equatable {
            case unrevoked
            case revoked(RevocationReason?)
            case undetermined(String)
        }

        var testDescription: String { what }
    }

    @Test("status", arguments: rows)
    func status(row: Row) async throws {
        var lists: [CRLDER] = []
        for list in row.lists { lists.append(try await list.signed()) }
        let points = try row.points.map { try CRLDistributionPoints(sequence($0.flatMap(\.self))[...]) }
        let subject = RevocationSubject(
            serialNumber: row.serial[...], issuer: try distinguishedName(name("CA")), isAuthority: row.isAuthority,
            distributionPoints: points)
        let signers =
            [try StatusKey.first.signer(name("CA"), maySignLists: row.issuerMaySign)]
            + (try row.others.map { try StatusKey.second.signer(name($0)) })
        let status = ListedStatus.find(
            subject, in: CRLIndex(CRLSet(lists, source: "test")), at: try Asking.instant(row.at), isStrict: row.isStrict
        ) { issuer, _ in signers.filter { $0.subject == issuer } }
        switch row.expected {
        case .unrevoked: #expect(status == .unrevoked)
        case .revoked(let reason): #expect(status == .revoked(at: try Asking.instant("2025-12-15T12:00:00Z"), reason: reason))
        case .undetermined(let why): #expect(status == .undetermined(why))
        }
    }

    private static let good = TestList(entries: [TestList.entry([9])])
    private static let bad = TestList(entries: [TestList.entry([5], TestList.reason(1))])
    private static func scoped(_ list: TestList, _ fields: Octets...) -> TestList {
        list.with { $0.extensions = [TestList.scope(fields.flatMap(\.self))] }
    }
    /// DistributionPoint.
    private static func point(_ fields: Octets...) -> Octets { sequence(fields.flatMap(\.self)) }
    private static func reasons(_ flags: Octets) -> Octets { tlv(0x81, flags) }
    private static func listIssuer(_ issuer: String) -> Octets { tlv(0xA2, tlv(0xA4, name(issuer))) }
    private static func place(_ uri: String) -> Octets { TestList.point(uriName(uri)) }
    private static let elsewhere = "the list test.crl does not cover the certificate"

    private static let rows: [Row] = [
        Row(what: "not listed", lists: [good], expected: .unrevoked),
        Row(what: "no entries at all", lists: [TestList()], expected: .unrevoked),
        Row(what: "listed", lists: [bad], expected: .revoked(.keyCompromise)),
        Row(what: "listed without a reason", lists: [good], serial: [9], expected: .revoked(nil)),
        Row(
            what: "listed, the certificate's serial is padded", lists: [bad], serial: [0, 0, 5], expected: .revoked(.keyCompromise)),
        Row(
            what: "on hold", lists: [TestList(entries: [TestList.entry([5], TestList.reason(6))])],
            expected: .revoked(.certificateHold)),
        Row(what: "no list", lists: [], expected: .undetermined("no list of CN=CA is at hand")),
        Row(
            what: "a list of somebody else", lists: [bad.with { $0.issuer = name("Other") }],
            expected: .undetermined("no list of CN=CA is at hand")),

        // (a): dates.
        Row(what: "at thisUpdate", lists: [good], at: "2025-12-01T00:00:00Z", expected: .unrevoked),
        Row(
            what: "before thisUpdate", lists: [good], at: "2025-11-30T23:59:59Z",
            expected: .undetermined("the list test.crl begins at 2025-12-01T00:00:00Z")),
        Row(what: "at nextUpdate", lists: [good], at: "2026-02-01T00:00:00Z", expected: .unrevoked),
        Row(
            what: "after nextUpdate", lists: [bad], at: "2026-02-01T00:00:01Z",
            expected: .undetermined("the list test.crl ended at 2026-02-01T00:00:00Z")),
        Row(
            what: "no nextUpdate (5.1.2.5)", lists: [good.with { $0.nextUpdate = [] }],
            expected: .undetermined("the list test.crl has no nextUpdate")),

        // (f) and (g): signature and signer.
        Row(
            what: "a wrong signature", lists: [good.with { $0.isForged = true }],
            expected: .undetermined("the list test.crl has a wrong signature")),
        Row(
            what: "another key", lists: [good.with { $0.key = .second }],
            expected: .undetermined("the list test.crl has a wrong signature")),
        Row(
            what: "keyUsage without cRLSign", lists: [good], issuerMaySign: false,
            expected: .undetermined("the issuer of the list test.crl may not sign lists: its keyUsage lacks cRLSign")),
        Row(
            what: "another certificate of the issuer signs lists (4.5 of PKITS)", lists: [bad.with { $0.key = .second }],
            others: ["CA"], issuerMaySign: false, expected: .revoked(.keyCompromise)),
        Row(
            what: "a forged newer list and a sound one",
            lists: [
                good,
                bad.with {
                    $0.isForged = true; $0.thisUpdate = utcTime("251202000000Z")
                },
            ], expected: .unrevoked),
        Row(
            what: "the newer list counts", lists: [good, bad.with { $0.thisUpdate = utcTime("251202000000Z") }],
            expected: .revoked(.keyCompromise)),
        Row(
            what: "the newer list counts, released from hold",
            lists: [bad, good.with { $0.thisUpdate = utcTime("251202000000Z") }], expected: .unrevoked),
        Row(
            what: "of the same date, the higher number counts", lists: [good, bad.with { $0.number = [8] }],
            expected: .revoked(.keyCompromise)),

        // Sections 5.2 and 5.3.
        Row(
            what: "an unknown critical extension",
            lists: [good.with { $0.extensions = [sequence(identifier([0x2A, 0x03]), [0x01, 0x01, 0xFF], octetString([]))] }],
            expected: .undetermined("the list test.crl has the unknown critical extension 1.2.3")),
        Row(what: "no cRLNumber", lists: [good.with { $0.number = nil }], expected: .unrevoked),
        Row(
            what: "no cRLNumber, strictly (5.2.3)", lists: [good.with { $0.number = nil }], isStrict: true,
            expected: .undetermined("the list test.crl has no cRLNumber (RFC 5280 section 5.2.3)")),

        // (b)(2): scope.
        Row(what: "only user certificates", lists: [scoped(bad, TestList.onlyUsers)], expected: .revoked(.keyCompromise)),
        Row(
            what: "only user certificates, and it is a CA", lists: [scoped(good, TestList.onlyUsers)], isAuthority: true,
            expected: .undetermined(elsewhere)),
        Row(what: "only CA certificates", lists: [scoped(good, TestList.onlyAuthorities)], isAuthority: true, expected: .unrevoked),
        Row(
            what: "only CA certificates, and it is none", lists: [scoped(good, TestList.onlyAuthorities)],
            expected: .undetermined(elsewhere)),
        Row(
            what: "only attribute certificates", lists: [scoped(good, TestList.onlyAttributes)], expected: .undetermined(elsewhere)),
        Row(
            what: "a place, and the certificate names it", lists: [scoped(bad, place("http://a"))],
            points: [point(place("http://a"))], expected: .revoked(.keyCompromise)),
        Row(
            what: "one of several places", lists: [scoped(bad, TestList.point(uriName("http://b"), uriName("http://a")))],
            points: [point(TestList.point(uriName("http://c"), uriName("http://a")))], expected: .revoked(.keyCompromise)),
        Row(
            what: "another place", lists: [scoped(good, place("http://b"))], points: [point(place("http://a"))],
            expected: .undetermined(elsewhere)),
        Row(
            what: "a place, and the certificate names none", lists: [scoped(good, place("http://b"))],
            expected: .undetermined(elsewhere)),
        Row(
            what: "no place, and the certificate names one", lists: [bad], points: [point(place("http://a"))],
            expected: .revoked(.keyCompromise)),
        Row(
            what: "the place is the issuer's name (last step)", lists: [scoped(bad, TestList.point(tlv(0xA4, name("CA"))))],
            expected: .revoked(.keyCompromise)),
        Row(
            what: "relative names", lists: [scoped(bad, TestList.relativePoint("one"))],
            points: [point(TestList.relativePoint("one"))], expected: .revoked(.keyCompromise)),
        Row(
            what: "other relative names", lists: [scoped(good, TestList.relativePoint("two"))],
            points: [point(TestList.relativePoint("one"))], expected: .undetermined(elsewhere)),
        Row(
            what: "a relative name against a full one",
            lists: [scoped(bad, TestList.relativePoint("one"))],
            points: [
                point(
                    TestList.point(
                        tlv(
                            0xA4,
                            sequence(
                                attribute(Identifier.commonName, utf8String("CA")),
                                attribute(Identifier.commonName, utf8String("one"))))))
            ],
            expected: .revoked(.keyCompromise)),

        // (d), (e) and (l): reasons.
        Row(
            what: "some reasons only", lists: [scoped(good, TestList.onlyReasons(TestList.compromise))],
            expected: .undetermined("the lists of CN=CA do not cover all reasons")),
        Row(
            what: "some reasons only, listed", lists: [scoped(bad, TestList.onlyReasons(TestList.compromise))],
            expected: .revoked(.keyCompromise)),
        Row(
            what: "all reasons by two lists",
            lists: [
                scoped(good, TestList.onlyReasons(TestList.compromise)), scoped(good, TestList.onlyReasons(TestList.otherReasons)),
            ], expected: .unrevoked),
        Row(
            what: "all reasons by two lists, listed in the second",
            lists: [
                scoped(good, TestList.onlyReasons(TestList.compromise)), scoped(bad, TestList.onlyReasons(TestList.otherReasons)),
            ], expected: .revoked(.keyCompromise)),
        Row(
            what: "the certificate's points cover some reasons each",
            lists: [scoped(good, place("http://a")), scoped(good, place("http://b"))],
            points: [
                point(place("http://a"), reasons(TestList.compromise)), point(place("http://b"), reasons(TestList.otherReasons)),
            ], expected: .unrevoked),
        Row(
            what: "one of these lists is missing", lists: [scoped(good, place("http://a"))],
            points: [
                point(place("http://a"), reasons(TestList.compromise)), point(place("http://b"), reasons(TestList.otherReasons)),
            ], expected: .undetermined("the lists of CN=CA do not cover all reasons")),

        // (b)(1): indirect lists.
        Row(
            what: "an indirect list of the CRL issuer",
            lists: [indirect(TestList.entry([5], TestList.certificateIssuer(name("CA")), TestList.reason(1)))],
            points: [point(place("http://a"), listIssuer("Lists"))], others: ["Lists"], expected: .revoked(.keyCompromise)),
        Row(
            what: "an indirect list, the issuer of the entry before",
            lists: [indirect(TestList.entry([1], TestList.certificateIssuer(name("CA"))), TestList.entry([5], TestList.reason(1)))],
            points: [point(place("http://a"), listIssuer("Lists"))], others: ["Lists"], expected: .revoked(.keyCompromise)),
        Row(
            what: "an indirect list, the entry is about another CA",
            lists: [indirect(TestList.entry([5], TestList.certificateIssuer(name("Other"))))],
            points: [point(place("http://a"), listIssuer("Lists"))], others: ["Lists"], expected: .unrevoked),
        Row(
            what: "an indirect list, the entry is about its own issuer", lists: [indirect(TestList.entry([5]))],
            points: [point(place("http://a"), listIssuer("Lists"))], others: ["Lists"], expected: .unrevoked),
        Row(
            what: "the CRL issuer's list is not indirect", lists: [TestList(issuer: name("Lists"), key: .second)],
            points: [point(listIssuer("Lists"))], others: ["Lists"], expected: .undetermined(elsewhere)),
        Row(
            what: "nobody knows the CRL issuer", lists: [indirect()], points: [point(place("http://a"), listIssuer("Lists"))],
            expected: .undetermined("no valid certificate of CN=Lists is known, who issued the list test.crl")),
        Row(
            what: "the CRL issuer is the place (b)(2)(i)",
            lists: [
                indirect().with { $0.extensions = [TestList.scope(TestList.point(tlv(0xA4, name("Lists"))), TestList.indirect)] }
            ], points: [point(listIssuer("Lists"))], others: ["Lists"], expected: .unrevoked),
        Row(
            what: "an indirect list of another CRL issuer", lists: [indirect().with { $0.issuer = name("Others") }],
            points: [point(listIssuer("Lists"))], others: ["Others"], expected: .undetermined("no list of CN=CA is at hand")),

        // (c), (h), (i) to (k): delta lists.
        Row(
            what: "a delta list adds", lists: [good, delta(TestList.entry([5], TestList.reason(1)))],
            expected: .revoked(.keyCompromise)),
        Row(what: "a delta list removes", lists: [bad, delta(TestList.entry([5], TestList.reason(8)))], expected: .unrevoked),
        Row(what: "a delta list says nothing new", lists: [bad, delta()], expected: .revoked(.keyCompromise)),
        Row(what: "a delta list alone", lists: [delta()], expected: .undetermined("no list of CN=CA is at hand")),
        Row(
            what: "a delta list with a later base (5.2.4 (c))",
            lists: [good, delta(TestList.entry([5])).with { $0.extensions = [TestList.deltaIndicator([8])] }], expected: .unrevoked),
        Row(
            what: "a delta list that is not newer (5.2.4 (d))", lists: [good, delta(TestList.entry([5])).with { $0.number = [7] }],
            expected: .unrevoked),
        Row(
            what: "a delta list with another scope",
            lists: [good, delta(TestList.entry([5])).with { $0.extensions.append(TestList.scope(TestList.onlyUsers)) }],
            expected: .unrevoked),
        Row(
            what: "a delta list with the same scope",
            lists: [
                scoped(good, TestList.onlyUsers),
                delta(TestList.entry([5])).with { $0.extensions.append(TestList.scope(TestList.onlyUsers)) },
            ], expected: .revoked(nil)),
        Row(
            what: "a delta list by another key identifier",
            lists: [good, delta(TestList.entry([5])).with { $0.keyIdentifier = [0xBB] }], expected: .unrevoked),
        Row(
            what: "a forged delta list", lists: [good, delta(TestList.entry([5])).with { $0.isForged = true }], expected: .unrevoked
        ),
        Row(
            what: "a delta list renews an old complete one",
            lists: [good.with { $0.nextUpdate = utcTime("251215000000Z") }, delta()], expected: .unrevoked),
        Row(
            what: "both are old",
            lists: [
                good.with { $0.nextUpdate = utcTime("251215000000Z") }, delta().with { $0.nextUpdate = utcTime("251220000000Z") },
            ], expected: .undetermined("the list test.crl ended at 2025-12-15T00:00:00Z")),
    ]

    private static func indirect(_ entries: Octets...) -> TestList {
        TestList(
            issuer: name("Lists"), entries: entries, extensions: [TestList.scope(place("http://a"), TestList.indirect)],
            key: .second)
    }

    private static func delta(_ entries: Octets...) -> TestList {
        TestList(entries: entries, number: [9], extensions: [TestList.deltaIndicator([7])])
    }

    @Test func `a list that can't be decoded is named where no status was found`() throws {
        let set = CRLSet([CRLDER([0x30, 0x00], origin: "a.crl")], source: "test")
        let index = CRLIndex(set)
        #expect(!index.isEmpty)
        #expect(index.periods.isEmpty)
        let subject = RevocationSubject(
            serialNumber: [5], issuer: try distinguishedName(name("CA")), isAuthority: false, distributionPoints: nil)
        #expect(
            ListedStatus.find(subject, in: index, at: try Asking.instant(), isStrict: false) { _, _ in [] }
                == .undetermined(
                    "no list of CN=CA is at hand, and a list can't be decoded (a.crl): tbsCertList: missing"))
        #expect(CRLIndex(.none).isEmpty)
    }

    struct PointRow: Sendable {
        let points: [Octets]
        let error: String
    }

    @Test(
        "cRLDistributionPoints that are refused (RFC 5280 section 4.2.1.13)",
        arguments: [
            PointRow(points: [], error: "no distribution point"),
            PointRow(points: [sequence(tlv(0x81, TestList.compromise))], error: "neither distributionPoint nor cRLIssuer"),
            PointRow(points: [sequence(tlv(0xA0, tlv(0xA0, [])))], error: "GeneralNames without an entry"),
            PointRow(points: [sequence(tlv(0xA0, tlv(0xA1, [])))], error: "no attribute"),
            PointRow(points: [sequence(tlv(0xA0, tlv(0xA2, [])))], error: "[2] is no DistributionPointName"),
            PointRow(points: [sequence(TestList.point(integer([1])))], error: "INTEGER is no GeneralName"),
            PointRow(points: Array(repeating: sequence(place("http://a")), count: 65), error: "more than 64 distribution points"),
        ])
    func points(row: PointRow) {
        let error = #expect(throws: CertificateDecodingError.self) {
            _ = try CRLDistributionPoints(sequence(row.points.flatMap(\.self))[...])
        }
        #expect(error?.reason == row.error)
    }
}
