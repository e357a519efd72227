import ServerIdentity
import Testing
import TestKit

@testable import IndependentValidator

@Suite("Status by lists (RFC 5280 section 6.3.3)", .needs(.openssl))
struct CRLStatusTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let what: String
        let lists: [TestCRL]
        /// DistributionPoint values; nil for no extension.
        var points: [Octets]?
        var isCA = false
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
            /// By a CRL that proves nothing else, for this reason.
            case revokedAllTheSame(String)
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
            serialNumber: row.serial[...], issuer: try distinguishedName(name("CA")), isCA: row.isCA,
            distributionPoints: points)
        let signers =
            [try StatusKey.first.signer(name("CA"), maySignCRLs: row.issuerMaySign)]
            + (try row.others.map { try StatusKey.second.signer(name($0)) })
        let status = CRLStatus.find(
            subject, in: CRLIndex(CRLSet(lists, source: "test")), at: try Asking.instant(row.at), isStrict: row.isStrict
        ) { issuer, _ in signers.filter { $0.subject == issuer } }
        switch row.expected {
        case .unrevoked: #expect(status == .unrevoked)
        case .revoked(let reason):
            #expect(status == .revoked(at: try Asking.instant("2025-12-15T12:00:00Z"), reason: reason, weakness: nil))
        case .revokedAllTheSame(let why):
            guard case .revoked(_, _, let weakness) = status else {
                Issue.record("\(status)")
                return
            }
            #expect(weakness == why)
        case .undetermined(let why):
            guard case .undetermined(let obstacle) = status else {
                Issue.record("\(status)")
                return
            }
            #expect(obstacle.clause == why)
        }
    }

    private static let good = TestCRL(entries: [TestCRL.entry([9])])
    private static let bad = TestCRL(entries: [TestCRL.entry([5], TestCRL.reason(1))])
    private static let held = TestCRL(entries: [TestCRL.entry([5], TestCRL.reason(6))])
    private static func scoped(_ list: TestCRL, _ fields: Octets...) -> TestCRL {
        list.with { $0.extensions = [TestCRL.scope(fields.flatMap(\.self))] }
    }
    /// DistributionPoint.
    private static func point(_ fields: Octets...) -> Octets { sequence(fields.flatMap(\.self)) }
    private static func reasons(_ flags: Octets) -> Octets { tlv(0x81, flags) }
    private static func listIssuer(_ issuer: String) -> Octets { tlv(0xA2, tlv(0xA4, name(issuer))) }
    private static func place(_ uri: String) -> Octets { TestCRL.point(uriName(uri)) }
    private static let elsewhere = "the list test.crl does not cover the certificate"

    private static let rows: [Row] = [
        Row(what: "not listed", lists: [good], expected: .unrevoked),
        Row(what: "no entries at all", lists: [TestCRL()], expected: .unrevoked),
        Row(what: "listed", lists: [bad], expected: .revoked(.keyCompromise)),
        Row(what: "listed without a reason", lists: [good], serial: [9], expected: .revoked(nil)),
        Row(
            what: "listed, the certificate's serial is padded", lists: [bad], serial: [0, 0, 5], expected: .revoked(.keyCompromise)),
        Row(
            what: "on hold", lists: [TestCRL(entries: [TestCRL.entry([5], TestCRL.reason(6))])],
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
            what: "after nextUpdate", lists: [good], at: "2026-02-01T00:00:01Z",
            expected: .undetermined("the list test.crl ended at 2026-02-01T00:00:00Z")),
        Row(
            what: "after nextUpdate it still holds what was revoked", lists: [bad], at: "2026-02-01T00:00:01Z",
            expected: .revokedAllTheSame("the list test.crl ended at 2026-02-01T00:00:00Z")),
        Row(
            what: "an old one revokes for good, whatever a better one says",
            lists: [
                bad.with { $0.nextUpdate = utcTime("251215000000Z") }, good.with { $0.thisUpdate = utcTime("251216000000Z") },
            ], expected: .revokedAllTheSame("the list test.crl ended at 2025-12-15T00:00:00Z")),
        Row(
            what: "an old hold was lifted, says a better one",
            lists: [
                held.with { $0.nextUpdate = utcTime("251215000000Z") },
                good.with { $0.thisUpdate = utcTime("251216000000Z") },
            ], expected: .unrevoked),
        Row(
            what: "a newer hold that proves nothing, and an older list without it",
            lists: [good, held.with { ($0.thisUpdate, $0.nextUpdate) = (utcTime("251216000000Z"), []) }],
            expected: .undetermined("the list test.crl has no nextUpdate; by it the certificate was on hold")),
        Row(
            what: "no nextUpdate, and an entry", lists: [bad.with { $0.nextUpdate = [] }],
            expected: .revokedAllTheSame("the list test.crl has no nextUpdate")),
        Row(
            what: "an old one by a wrong signature", lists: [bad.with { $0.isForged = true }], at: "2026-02-01T00:00:01Z",
            expected: .undetermined("the list test.crl has a wrong signature")),
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
            lists: [held, good.with { $0.thisUpdate = utcTime("251202000000Z") }], expected: .unrevoked),
        Row(
            what: "no newer list takes back what is no hold",
            lists: [bad, good.with { $0.thisUpdate = utcTime("251202000000Z") }], expected: .revoked(.keyCompromise)),
        Row(
            what: "of the same date, the higher number counts for a hold",
            lists: [good.with { $0.number = [8] }, held], expected: .unrevoked),
        Row(
            what: "of the same date and number, the hold counts", lists: [good, held],
            expected: .revoked(.certificateHold)),
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
        Row(what: "only user certificates", lists: [scoped(bad, TestCRL.onlyUsers)], expected: .revoked(.keyCompromise)),
        Row(
            what: "only user certificates, and it is a CA", lists: [scoped(good, TestCRL.onlyUsers)], isCA: true,
            expected: .undetermined(elsewhere)),
        Row(what: "only CA certificates", lists: [scoped(good, TestCRL.onlyCAs)], isCA: true, expected: .unrevoked),
        Row(
            what: "only CA certificates, and it is none", lists: [scoped(good, TestCRL.onlyCAs)],
            expected: .undetermined(elsewhere)),
        Row(
            what: "only attribute certificates", lists: [scoped(good, TestCRL.onlyAttributes)], expected: .undetermined(elsewhere)),
        Row(
            what: "a place, and the certificate names it", lists: [scoped(bad, place("http://a"))],
            points: [point(place("http://a"))], expected: .revoked(.keyCompromise)),
        Row(
            what: "one of several places", lists: [scoped(bad, TestCRL.point(uriName("http://b"), uriName("http://a")))],
            points: [point(TestCRL.point(uriName("http://c"), uriName("http://a")))], expected: .revoked(.keyCompromise)),
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
            what: "the place is the issuer's name (last step)", lists: [scoped(bad, TestCRL.point(tlv(0xA4, name("CA"))))],
            expected: .revoked(.keyCompromise)),
        Row(
            what: "relative names", lists: [scoped(bad, TestCRL.relativePoint("one"))],
            points: [point(TestCRL.relativePoint("one"))], expected: .revoked(.keyCompromise)),
        Row(
            what: "other relative names", lists: [scoped(good, TestCRL.relativePoint("two"))],
            points: [point(TestCRL.relativePoint("one"))], expected: .undetermined(elsewhere)),
        Row(
            what: "a relative name against a full one",
            lists: [scoped(bad, TestCRL.relativePoint("one"))],
            points: [
                point(
                    TestCRL.point(
                        tlv(
                            0xA4,
                            sequence(
                                attribute(Identifier.commonName, utf8String("CA")),
                                attribute(Identifier.commonName, utf8String("one"))))))
            ],
            expected: .revoked(.keyCompromise)),

        // (d), (e) and (l): reasons.
        Row(
            what: "some reasons only", lists: [scoped(good, TestCRL.onlyReasons(TestCRL.compromise))],
            expected: .undetermined("the lists of CN=CA do not cover all reasons")),
        Row(
            what: "some reasons only, listed", lists: [scoped(bad, TestCRL.onlyReasons(TestCRL.compromise))],
            expected: .revoked(.keyCompromise)),
        Row(
            what: "all reasons by two lists",
            lists: [
                scoped(good, TestCRL.onlyReasons(TestCRL.compromise)), scoped(good, TestCRL.onlyReasons(TestCRL.otherReasons)),
            ], expected: .unrevoked),
        Row(
            what: "all reasons by two lists, listed in the second",
            lists: [
                scoped(good, TestCRL.onlyReasons(TestCRL.compromise)), scoped(bad, TestCRL.onlyReasons(TestCRL.otherReasons)),
            ], expected: .revoked(.keyCompromise)),
        Row(
            what: "the certificate's points cover some reasons each",
            lists: [scoped(good, place("http://a")), scoped(good, place("http://b"))],
            points: [
                point(place("http://a"), reasons(TestCRL.compromise)), point(place("http://b"), reasons(TestCRL.otherReasons)),
            ], expected: .unrevoked),
        Row(
            what: "one of these lists is missing", lists: [scoped(good, place("http://a"))],
            points: [
                point(place("http://a"), reasons(TestCRL.compromise)), point(place("http://b"), reasons(TestCRL.otherReasons)),
            ], expected: .undetermined("the lists of CN=CA do not cover all reasons")),

        // (b)(1): indirect lists.
        Row(
            what: "an indirect list of the CRL issuer",
            lists: [indirect(TestCRL.entry([5], TestCRL.certificateIssuer(name("CA")), TestCRL.reason(1)))],
            points: [point(place("http://a"), listIssuer("Lists"))], others: ["Lists"], expected: .revoked(.keyCompromise)),
        Row(
            what: "an indirect list, the issuer of the entry before",
            lists: [indirect(TestCRL.entry([1], TestCRL.certificateIssuer(name("CA"))), TestCRL.entry([5], TestCRL.reason(1)))],
            points: [point(place("http://a"), listIssuer("Lists"))], others: ["Lists"], expected: .revoked(.keyCompromise)),
        Row(
            what: "an indirect list, the entry is about another CA",
            lists: [indirect(TestCRL.entry([5], TestCRL.certificateIssuer(name("Other"))))],
            points: [point(place("http://a"), listIssuer("Lists"))], others: ["Lists"], expected: .unrevoked),
        Row(
            what: "an indirect list, the entry is about its own issuer", lists: [indirect(TestCRL.entry([5]))],
            points: [point(place("http://a"), listIssuer("Lists"))], others: ["Lists"], expected: .unrevoked),
        Row(
            what: "the CRL issuer's list is not indirect", lists: [TestCRL(issuer: name("Lists"), key: .second)],
            points: [point(listIssuer("Lists"))], others: ["Lists"], expected: .undetermined(elsewhere)),
        Row(
            what: "nobody knows the CRL issuer", lists: [indirect()], points: [point(place("http://a"), listIssuer("Lists"))],
            expected: .undetermined("no valid certificate of CN=Lists is known, who issued the list test.crl")),
        Row(
            what: "the CRL issuer is the place (b)(2)(i)",
            lists: [
                indirect().with { $0.extensions = [TestCRL.scope(TestCRL.point(tlv(0xA4, name("Lists"))), TestCRL.indirect)] }
            ], points: [point(listIssuer("Lists"))], others: ["Lists"], expected: .unrevoked),
        Row(
            what: "an indirect list of another CRL issuer", lists: [indirect().with { $0.issuer = name("Others") }],
            points: [point(listIssuer("Lists"))], others: ["Others"], expected: .undetermined("no list of CN=CA is at hand")),

        // (c), (h), (i) to (k): delta lists.
        Row(
            what: "a delta list adds", lists: [good, delta(TestCRL.entry([5], TestCRL.reason(1)))],
            expected: .revoked(.keyCompromise)),
        Row(
            what: "a delta list removes a hold", lists: [held, delta(TestCRL.entry([5], TestCRL.reason(8)))],
            expected: .unrevoked),
        Row(
            what: "a delta list removes what is no hold", lists: [bad, delta(TestCRL.entry([5], TestCRL.reason(8)))],
            expected: .revoked(.keyCompromise)),
        Row(what: "a delta list says nothing new", lists: [bad, delta()], expected: .revoked(.keyCompromise)),
        Row(what: "a delta list alone", lists: [delta()], expected: .undetermined("no list of CN=CA is at hand")),
        Row(
            what: "an entry in a delta list with a later base (5.2.4 (c))",
            lists: [good, delta(TestCRL.entry([5])).with { $0.extensions = [TestCRL.deltaIndicator([8])] }],
            expected: .revoked(nil)
        ),
        Row(
            what: "an entry in a delta list that is not newer (5.2.4 (d))",
            lists: [good, delta(TestCRL.entry([5])).with { $0.number = [7] }],
            expected: .revoked(nil)),
        Row(
            what: "an entry in a delta list with another scope",
            lists: [good, delta(TestCRL.entry([5])).with { $0.extensions.append(TestCRL.scope(TestCRL.onlyUsers)) }],
            expected: .revoked(nil)),
        Row(
            what: "a delta list with the same scope",
            lists: [
                scoped(good, TestCRL.onlyUsers),
                delta(TestCRL.entry([5])).with { $0.extensions.append(TestCRL.scope(TestCRL.onlyUsers)) },
            ], expected: .revoked(nil)),
        Row(
            what: "an entry in a delta list by another key identifier",
            lists: [good, delta(TestCRL.entry([5])).with { $0.keyIdentifier = [0xBB] }], expected: .revoked(nil)),
        Row(
            what: "a forged delta list", lists: [good, delta(TestCRL.entry([5])).with { $0.isForged = true }], expected: .unrevoked
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

    private static func indirect(_ entries: Octets...) -> TestCRL {
        TestCRL(
            issuer: name("Lists"), entries: entries, extensions: [TestCRL.scope(place("http://a"), TestCRL.indirect)],
            key: .second)
    }

    private static func delta(_ entries: Octets...) -> TestCRL {
        TestCRL(entries: entries, number: [9], extensions: [TestCRL.deltaIndicator([7])])
    }

    @Test func `a list that can't be decoded is named where no status was found`() throws {
        let set = CRLSet([CRLDER([0x30, 0x00], origin: "a.crl")], source: "test")
        let index = CRLIndex(set)
        #expect(!index.isEmpty)
        #expect(index.periods.isEmpty)
        let subject = RevocationSubject(
            serialNumber: [5], issuer: try distinguishedName(name("CA")), isCA: false, distributionPoints: nil)
        #expect(
            CRLStatus.find(subject, in: index, at: try Asking.instant(), isStrict: false) { _, _ in [] }
                == .undetermined(
                    Obstacle(
                        .undecodableCRL,
                        "no list of CN=CA is at hand, and a list can't be decoded (a.crl): tbsCertList: missing")))
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
            PointRow(points: [sequence(tlv(0x81, TestCRL.compromise))], error: "neither distributionPoint nor cRLIssuer"),
            PointRow(points: [sequence(tlv(0xA0, tlv(0xA0, [])))], error: "GeneralNames without an entry"),
            PointRow(points: [sequence(tlv(0xA0, tlv(0xA1, [])))], error: "no attribute"),
            PointRow(points: [sequence(tlv(0xA0, tlv(0xA2, [])))], error: "[2] is no DistributionPointName"),
            PointRow(points: [sequence(TestCRL.point(integer([1])))], error: "INTEGER is no GeneralName"),
            PointRow(points: Array(repeating: sequence(place("http://a")), count: 65), error: "more than 64 distribution points"),
        ])
    func points(row: PointRow) {
        let error = #expect(throws: CertificateDecodingError.self) {
            _ = try CRLDistributionPoints(sequence(row.points.flatMap(\.self))[...])
        }
        #expect(error?.reason == row.error)
    }
}
