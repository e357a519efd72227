import ServerIdentity
import Testing
import TestKit

@testable import IndependentValidator

@Suite("Certificate revocation lists (RFC 5280 section 5)")
struct CertificateRevocationListTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let section: String
        let list: TestCRL
        /// How the error begins.
        let error: String

        var testDescription: String { "\(section): \(error)" }
    }

    private static let plain = TestCRL(entries: [TestCRL.entry([5])])

    @Test("refused", arguments: refusedRows)
    func refusal(row: Row) {
        do throws(CertificateDecodingError) {
            _ = try row.list.decoded()
            Issue.record("decoded")
        } catch {
            #expect(error.description.hasPrefix(row.error), "\(error)")
        }
    }

    private static let refusedRows: [Row] = [
        Row(
            section: "5.1.1.2", list: plain.with { $0.outerAlgorithm = sequence(identifier(Identifier.ed25519)) },
            error: "signatureAlgorithm: differs"),
        Row(
            section: "5.1.2.1", list: plain.with { $0.version = [] },
            error: "tbsCertList.version: extensions in a list of version 1"),
        Row(
            section: "5.1.2.1, entry",
            list: TestCRL(version: [], entries: [TestCRL.entry([5], TestCRL.reason(1))], number: nil, keyIdentifier: nil),
            error: "tbsCertList.version: extensions in a list of version 1"),
        Row(
            section: "5.1.2.1, version 1 written", list: plain.with { $0.version = integer([0]) },
            error: "tbsCertList.version: INTEGER 00"),
        Row(
            section: "5.1.2.1, version 3", list: plain.with { $0.version = integer([2]) }, error: "tbsCertList.version: INTEGER 02"),
        Row(section: "5.1.2.3", list: plain.with { $0.issuer = sequence() }, error: "tbsCertList.issuer: an empty name"),
        Row(
            section: "5.1.2.4", list: plain.with { $0.thisUpdate = utcTime("2512010000Z") },
            error: "tbsCertList.thisUpdate: UTCTime without seconds"),
        Row(
            section: "5.1.2.5", list: plain.with { $0.nextUpdate = utcTime("261301000000Z") },
            error: "tbsCertList.nextUpdate: UTCTime '261301000000Z' is no date"),
        Row(
            section: "5.1.2.6, serial", list: TestCRL(entries: [TestCRL.entry([])]),
            error: "tbsCertList.revokedCertificates.userCertificate: INTEGER of no octets"),
        Row(
            section: "5.1.2.6, padded serial", list: TestCRL(entries: [TestCRL.entry([0, 5])]),
            error: "tbsCertList.revokedCertificates.userCertificate: INTEGER with more"),
        Row(
            section: "5.1.2.6, padded negative serial", list: TestCRL(entries: [TestCRL.entry([0xFF, 0x80])]),
            error: "tbsCertList.revokedCertificates.userCertificate: INTEGER with more"),
        Row(
            section: "5.1.2.6, no date", list: TestCRL(entries: [sequence(integer([5]))]),
            error: "tbsCertList.revokedCertificates.revocationDate: missing"),
        Row(
            section: "5.1.2.6, a date of another kind", list: TestCRL(entries: [sequence(integer([5]), octetString([]))]),
            error: "tbsCertList.revokedCertificates.revocationDate: UTCTime or GeneralizedTime"),
        Row(
            section: "5.1.2.6, more",
            list: TestCRL(entries: [sequence(integer([5]), utcTime("251215120000Z"), sequence(TestCRL.reason(1)), integer([1]))]),
            error: "tbsCertList.revokedCertificates: unexpected octets"),
        Row(
            section: "5.2, two extensions", list: plain.with { $0.extensions = [TestCRL.extension(20, integer([8]))] },
            error: "tbsCertList.crlExtensions: two extensions of type 2.5.29.20"),
        Row(
            section: "5.2.3", list: plain.with { $0.number = Octets(repeating: 1, count: 21) },
            error: "tbsCertList.crlExtensions.cRLNumber: more than 20 octets"),
        Row(
            section: "5.2.4", list: plain.with { $0.extensions = [TestCRL.extension(27, octetString([]), critical: true)] },
            error: "tbsCertList.crlExtensions.deltaCRLIndicator: INTEGER expected"),
        Row(
            section: "5.2.5, two kinds",
            list: plain.with { $0.extensions = [TestCRL.scope(TestCRL.onlyUsers, TestCRL.onlyCAs)] },
            error: "tbsCertList.crlExtensions.issuingDistributionPoint: only one kind"),
        Row(
            section: "5.2.5, empty", list: plain.with { $0.extensions = [TestCRL.scope()] },
            error: "tbsCertList.crlExtensions.issuingDistributionPoint: says nothing"),
        Row(
            section: "5.2.5, order", list: plain.with { $0.extensions = [TestCRL.scope(TestCRL.indirect, TestCRL.onlyUsers)] },
            error: "tbsCertList.crlExtensions.issuingDistributionPoint: unexpected [1]"),
        Row(
            section: "5.2.5, BOOLEAN", list: plain.with { $0.extensions = [TestCRL.scope(tlv(0x84, [0x01]))] },
            error: "tbsCertList.crlExtensions.issuingDistributionPoint: not a BOOLEAN"),
        Row(
            section: "5.2.5, reasons", list: plain.with { $0.extensions = [TestCRL.scope(TestCRL.onlyReasons([0x05, 0x61]))] },
            error: "tbsCertList.crlExtensions.issuingDistributionPoint.onlySomeReasons: no BIT STRING"),
        Row(
            section: "5.3, two extensions", list: TestCRL(entries: [TestCRL.entry([5], TestCRL.reason(1), TestCRL.reason(1))]),
            error: "tbsCertList.revokedCertificates.crlEntryExtensions: two extensions"),
        Row(
            section: "5.3, no extension", list: TestCRL(entries: [sequence(integer([5]), utcTime("251215120000Z"), sequence())]),
            error: "tbsCertList.revokedCertificates.crlEntryExtensions: an empty list"),
        Row(
            section: "5.3.1, code 7", list: TestCRL(entries: [TestCRL.entry([5], TestCRL.reason(7))]),
            error: "tbsCertList.revokedCertificates.crlEntryExtensions.reasonCode: 0a0107"),
        Row(
            section: "5.3.1, no ENUMERATED", list: TestCRL(entries: [TestCRL.entry([5], TestCRL.extension(21, integer([1])))]),
            error: "tbsCertList.revokedCertificates.crlEntryExtensions.reasonCode: universal tag 10 expected, INTEGER found"),
        Row(
            section: "5.3.2", list: TestCRL(entries: [TestCRL.entry([5], TestCRL.extension(24, utcTime("251215120000Z")))]),
            error: "tbsCertList.revokedCertificates.crlEntryExtensions.invalidityDate: GeneralizedTime expected"),
        Row(
            section: "5.3.3",
            list: TestCRL(entries: [TestCRL.entry([5], TestCRL.extension(29, sequence(dnsName("a.example")), critical: true))]),
            error: "tbsCertList.revokedCertificates.crlEntryExtensions.certificateIssuer: no directoryName"),
        Row(
            section: "limit, names of a distribution point",
            list: plain.with {
                $0.extensions = [TestCRL.scope(TestCRL.point(Octets(repeating: [0x86, 0x01, 0x75], count: 22_000)))]
            }, error: "certificateList: more than 65536 octets beside its entries"),
        Row(
            section: "limit, parts of the issuer's name",
            list: plain.with { $0.issuer = sequence(Octets(repeating: part, count: 6_000)) },
            error: "certificateList: more than 65536 octets beside its entries"),
        Row(
            section: "limit, an unknown extension",
            list: plain.with { $0.extensions = [TestCRL.extension(99, Octets(repeating: 0, count: 65_536))] },
            error: "certificateList: more than 65536 octets beside its entries"),
        Row(
            section: "limit, an entry",
            list: TestCRL(entries: [TestCRL.entry([5], TestCRL.certificateIssuer(sequence(Octets(repeating: part, count: 400))))]),
            error: "tbsCertList.revokedCertificates: an entry of more than 4096 octets"),
        Row(
            section: "limit, issuers in entries, of equal names",
            list: TestCRL(
                entries: Array(
                    repeating: TestCRL.entry([5], TestCRL.certificateIssuer(name(String(repeating: "a", count: 3_900)))),
                    count: 2_200)),
            error: "tbsCertList.revokedCertificates: more than 8388608 octets of certificateIssuer"),
    ]

    /// One RelativeDistinguishedName.
    private static let part = tlv(0x31, sequence(identifier(Identifier.commonName), utf8String("a")))

    struct UnusableRow: Sendable, CustomTestStringConvertible {
        let section: String
        let list: TestCRL
        let lenient: String?
        let strict: String?

        var testDescription: String { section }
    }

    @Test("unusable", arguments: unusableRows)
    func unusable(row: UnusableRow) throws {
        let list = try row.list.decoded()
        #expect((list.forbidden ?? list.unreliable(strictly: false))?.clause == row.lenient)
        #expect((list.forbidden ?? list.unreliable(strictly: true))?.clause == row.strict)
    }

    private static let unknown = sequence(identifier([0x2A, 0x03]), [0x01, 0x01, 0xFF], octetString([]))
    private static let ignored = sequence(identifier([0x2A, 0x03]), octetString([]))

    private static let unusableRows: [UnusableRow] = [
        UnusableRow(section: "nothing", list: plain, lenient: nil, strict: nil),
        UnusableRow(
            section: "5.2", list: plain.with { $0.extensions = [unknown] }, lenient: "has the unknown critical extension 1.2.3",
            strict: "has the unknown critical extension 1.2.3"),
        UnusableRow(section: "5.2, not critical", list: plain.with { $0.extensions = [ignored] }, lenient: nil, strict: nil),
        UnusableRow(
            section: "5.3", list: TestCRL(entries: [TestCRL.entry([5], unknown)]),
            lenient: "has the unknown critical extension 1.2.3", strict: "has the unknown critical extension 1.2.3"),
        UnusableRow(
            section: "5.3, not critical", list: TestCRL(entries: [TestCRL.entry([5], ignored)]), lenient: nil, strict: nil),
        UnusableRow(
            section: "5.1.2.5", list: plain.with { $0.nextUpdate = [] }, lenient: "has no nextUpdate", strict: "has no nextUpdate"),
        UnusableRow(
            section: "5.1.2.6, empty", list: TestCRL(entries: []), lenient: nil,
            strict: "has an empty revokedCertificates (RFC 5280 section 5.1.2.6)"),
        UnusableRow(
            section: "5.2.1", list: plain.with { $0.keyIdentifier = nil }, lenient: nil,
            strict: "has no authorityKeyIdentifier (RFC 5280 section 5.2.1)"),
        UnusableRow(
            section: "5.2.3, missing", list: plain.with { $0.number = nil }, lenient: nil,
            strict: "has no cRLNumber (RFC 5280 section 5.2.3)"),
        UnusableRow(
            section: "5.2.3, critical",
            list: plain.with {
                $0.number = nil
                $0.extensions = [TestCRL.extension(20, integer([1]), critical: true)]
            }, lenient: nil, strict: "has a critical cRLNumber (RFC 5280 section 5.2.3)"),
        UnusableRow(
            section: "5.2.5, not critical",
            list: plain.with { $0.extensions = [TestCRL.scope(TestCRL.onlyUsers, critical: false)] },
            lenient: nil, strict: "has an issuingDistributionPoint that is not critical (RFC 5280 section 5.2.5)"),
        UnusableRow(
            section: "5.3.3", list: TestCRL(entries: [TestCRL.entry([5], TestCRL.certificateIssuer(name("Other")))]),
            lenient: "names issuers of certificates, and is not indirect",
            strict: "names issuers of certificates, and is not indirect"),
        UnusableRow(
            section: "version 1", list: TestCRL(version: [], entries: [TestCRL.entry([5])], number: nil, keyIdentifier: nil),
            lenient: nil, strict: "has no cRLNumber (RFC 5280 section 5.2.3)"),
    ]

    @Test func `what an entry says`() throws {
        let issuer = try distinguishedName(name("CA"))
        let list = try TestCRL(entries: [
            TestCRL.entry([5]), TestCRL.entry([6], TestCRL.reason(1)), TestCRL.entry([0xFF]),
            TestCRL.entry([7], TestCRL.reason(4), TestCRL.extension(24, generalizedTime("20250101000000Z"))),
            sequence(integer([8]), generalizedTime("20510101000000Z")),
        ]).decoded()
        func entry(_ serial: Octets) -> CRLEntry? { list.entries.entry(serialNumber: serial[...], issuer: issuer) }
        let date = try Asking.instant("2025-12-15T12:00:00Z")
        #expect(list.entries.count == 5)
        #expect(entry([5]) == CRLEntry(date: date, reason: nil))
        #expect(entry([6]) == CRLEntry(date: date, reason: .keyCompromise))
        #expect(entry([0xFF]) == CRLEntry(date: date, reason: nil))
        #expect(
            entry([7]) == CRLEntry(date: date, reason: .superseded))
        #expect(try entry([8])?.date == Asking.instant("2051-01-01T00:00:00Z"))
        #expect(entry([9]) == nil)
        #expect(try list.entries.entry(serialNumber: [5], issuer: distinguishedName(name("Other"))) == nil)
    }

    @Test func `of two entries about one certificate, the one that revokes counts`() throws {
        let issuer = try distinguishedName(name("CA"))
        for codes in [[8, 1], [1, 8], [8, 1, 8]] as [[UInt8]] {
            let list = try TestCRL(entries: codes.map { TestCRL.entry([5], TestCRL.reason($0)) }).decoded()
            #expect(list.entries.entry(serialNumber: [5], issuer: issuer)?.reason == .keyCompromise)
        }
    }

    @Test func `every entry of a long list is found, and no other`() throws {
        let issuer = try distinguishedName(name("CA"))
        let serials: [Octets] = (0..<20_000).map { number in
            let high = UInt8(number >> 8 & 0x7F)
            let low = UInt8(number & 0xFF)
            return [0x10, high, low]
        }
        var content: Octets = []
        for serial in serials { content += TestCRL.entry(serial) }
        let entries = try CRLEntries(content[...], issuer: issuer)
        #expect(entries.count == serials.count)
        #expect(serials.allSatisfy { entries.entry(serialNumber: $0[...], issuer: issuer) != nil })
        #expect(serials.allSatisfy { entries.entry(serialNumber: ([0x01] + $0)[...], issuer: issuer) == nil })
    }

    @Test("3,000 mutations, seed 20261126") func mutated() throws {
        var generator = SeededGenerator(seed: 20_261_126)
        let original = TestCRL(
            entries: [
                TestCRL.entry([5]), TestCRL.entry([6], TestCRL.reason(1), TestCRL.certificateIssuer(name("Other"))),
                TestCRL.entry([7], TestCRL.extension(24, generalizedTime("20250101000000Z"))),
            ],
            extensions: [
                TestCRL.scope(TestCRL.point(uriName("http://a")), TestCRL.onlyReasons([0x05, 0x60]), TestCRL.indirect)
            ]
        ).unsigned.octets
        _ = try CertificateRevocationList(CRLDER(original))
        var decoded = 0
        for _ in 0..<3_000 {
            var octets = original
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let offset = Int.random(in: 0..<octets.count, using: &generator)
                switch Int.random(in: 0..<12, using: &generator) {
                case 0: octets.insert(UInt8.random(in: .min ... .max, using: &generator), at: offset)
                case 1: octets.remove(at: offset)
                case 2 where offset > 0: octets.removeSubrange(offset...)
                default: octets[offset] = UInt8.random(in: .min ... .max, using: &generator)
                }
            }
            guard let list = try? CertificateRevocationList(CRLDER(octets)) else { continue }
            decoded += 1
            _ = list.entries.entry(serialNumber: [6], issuer: list.issuer)
            _ = (list.forbidden ?? list.unreliable(strictly: true))
        }
        #expect(decoded > 100)
    }
}

extension Octets {
    fileprivate init(repeating part: Octets, count: Int) { self = Array<Octets>(repeating: part, count: count).flatMap(\.self) }
}
