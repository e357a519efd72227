import CrossCheck
import ServerIdentity
import Testing

@Suite("Ledger of known differences")
struct LedgerTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let asked: String
        let presented: [PresentedIdentity]
        let acceptedBy: String
        let refusedBy: String
        let entry: String?

        init(_ asked: String, _ presented: [PresentedIdentity], _ acceptedBy: String, _ refusedBy: String, _ entry: String?) {
            self.asked = asked
            self.presented = presented
            self.acceptedBy = acceptedBy
            self.refusedBy = refusedBy
            self.entry = entry
        }

        var testDescription: String { "\(asked): \(acceptedBy) accepts, \(refusedBy) refuses: \(entry ?? "unexplained")" }
    }

    private static func dns(_ names: String...) -> [PresentedIdentity] { names.map { .dns(Array($0.utf8)) } }
    private static func commonName(_ names: String...) -> [PresentedIdentity] { names.map { .commonName(Array($0.utf8)) } }

    static let rows: [Row] = [
        // RFC 9525 section 6.3; GnuTLS knows the suffix form only
        Row("foobaz.example.net", dns("*baz.example.net"), "gnutls", "swift", "partial-wildcard"),
        Row("foo.example.com", dns("f*.example.com"), "openssl", "swift", "partial-wildcard"),
        Row("foo.example.com", dns("f*.example.com"), "gnutls", "swift", nil),
        Row("foo.example.com", dns("f*.example.com"), "swift", "openssl", nil),
        Row("www.example.com", dns("*.example.com"), "gnutls", "swift", nil),
        Row("a.b.example.com", dns("*b.example.com"), "gnutls", "swift", nil),
        // The certificate of the row has a partial wildcard, but not one that could have matched.
        Row("www.example.com", dns("*baz.example.net"), "gnutls", "swift", nil),
        // OpenSSL 3.0 crypto/x509/v3_utl.c wildcard_match: letters, digits, hyphens
        Row("a_b.example.com", dns("*.example.com"), "swift", "openssl", "underscore-under-wildcard"),
        Row("ab.example.com", dns("*.example.com"), "swift", "openssl", nil),
        Row("a_b.example.com", dns("a_b.example.com"), "swift", "openssl", nil),
        // Policy.minimumWildcardLabels lowered to 2
        Row("example.com", dns("*.com"), "swift", "gnutls", "wildcard-tld"),
        Row("example.com", dns("*.com"), "gnutls", "swift", nil),
        Row("www.example.com", dns("*.example.com"), "swift", "gnutls", nil),
        // Trailing dots
        Row("example.com.", dns("example.com."), "gnutls", "swift", "trailing-dot-in-certificate"),
        Row("example.com", dns("example.com."), "gnutls", "swift", nil),
        Row("example.com.", dns("example.com"), "swift", "openssl", "trailing-dot-in-reference"),
        Row("www.example.com.", dns("*.example.com"), "swift", "gnutls", "trailing-dot-in-reference"),
        Row("example.com.", dns("example.org"), "swift", "openssl", nil),
        // Common names
        Row("example.com", commonName("example.com"), "gnutls", "swift", "common-name-fallback"),
        Row("www.example.com", commonName("*.example.com"), "openssl", "swift", "common-name-fallback"),
        Row("example.com", commonName("example.org"), "openssl", "swift", nil),
        Row("example.com", commonName("example.com") + dns("example.org"), "openssl", "swift", nil),
        Row(
            "example.com", commonName("example.com") + [.uri(Array("https://a".utf8))], "openssl", "swift",
            "common-name-beside-other-names"),
        Row(
            "example.com", commonName("example.com") + [.ip([192, 0, 2, 1])], "openssl", "gnutls", "common-name-beside-other-names"),
        Row("example.com", commonName("example.com") + [.ip([192, 0, 2, 1])], "gnutls", "swift", nil),
        Row("example.com", commonName("a", "example.com"), "openssl", "swift", "common-name-of-several"),
        Row("example.com", commonName("a", "example.com"), "gnutls", "swift", nil),
        // Addresses as text
        Row("[2001:db8::1]", dns("[2001:db8::1]"), "gnutls", "swift", "ip-text-in-dns-name"),
        Row("[2001:db8::1]", dns("[2001:db8::2]"), "gnutls", "swift", nil),
        Row("192.0.2.1", dns("192.0.2.1"), "gnutls", "swift", nil),
        Row("192.0.2.1", commonName("192.0.2.1"), "openssl", "swift", nil),
        Row("192.0.2.1 x", [.ip([192, 0, 2, 1])], "openssl", "swift", "ipv4-with-trailing-text"),
        Row("192.0.2.1", [.ip([192, 0, 2, 1])], "openssl", "swift", nil),
        // References that are no host names
        Row("*.example.com", dns("*.example.com"), "openssl", "swift", "wildcard-in-reference"),
        Row("*.example.com", dns("www.example.com"), "openssl", "swift", nil),
        Row(".example.com", dns("www.example.com"), "openssl", "swift", "leading-dot-in-reference"),
        Row(".example.com", dns("www.example.com"), "gnutls", "swift", nil),
        Row(".example.com", dns("*.example.com"), "gnutls", "swift", "leading-dot-in-reference"),
        Row("a@example.com", dns("A@EXAMPLE.com"), "openssl", "swift", "reference-not-a-host-name"),
        Row("https://www.example.com", dns("*.example.com"), "gnutls", "swift", "reference-not-a-host-name"),
        Row("a..example.com", dns("*..example.com"), "gnutls", "swift", "reference-not-a-host-name"),
        Row("a@example.com", dns("b@example.com"), "openssl", "swift", nil),
        Row("τέστ.gr", dns("τέστ.gr"), "openssl", "swift", "u-label-compared-as-octets"),
        Row("τέστ.gr", dns("xn--ixa8bbc.gr"), "swift", "openssl", "u-label-reference"),
        Row("xn--ixa8bbc.gr", dns("xn--ixa8bbc.gr"), "swift", "openssl", nil),
    ]

    static func reference(_ text: String) -> ReferenceIdentity? {
        try? ReferenceIdentity(parsing: text) { name in
            name == "τέστ.gr" ? .success("xn--ixa8bbc.gr") : .failure(ReferenceIdentityError(name, "not in this test's table"))
        }
    }

    @Test("entry", arguments: rows)
    func entry(row: Row) { #expect(Ledger.known.entry(for: Self.difference(row))?.id == row.entry) }

    static func difference(_ row: Row) -> DifferenceCase {
        DifferenceCase(
            asked: Array(row.asked.utf8), reference: Self.reference(row.asked), presented: row.presented,
            acceptedBy: row.acceptedBy, refusedBy: row.refusedBy)
    }

    /// A near miss: the same engines, the same finding, and the entry does not hold.
    @Test func `each entry explains a row here or below, and not a near miss`() throws {
        let cases =
            Self.rows.map { (entry: $0.entry, difference: Self.difference($0)) }
            + (try PathLedgerTests.rows.map { (entry: $0.entry, difference: try PathLedgerTests.difference($0)) })
        for entry in Ledger.known.entries {
            let explained = cases.filter { $0.entry == entry.id }.map(\.difference)
            #expect(!explained.isEmpty, "\(entry.id)")
            #expect(explained.allSatisfy(entry.explains), "\(entry.id)")
            let missed = cases.contains { near in
                !entry.explains(near.difference)
                    && explained.contains {
                        $0.finding.id == near.difference.finding.id && $0.accepter.id == near.difference.accepter.id
                            && $0.refuser.id == near.difference.refuser.id
                    }
            }
            // Two entries say of a finding that it is never a difference worth a look: theirs are missed by the engines
            // alone.
            let byFindingAlone: Set = ["work-limit", "certificate-policies"]
            #expect(missed != byFindingAlone.contains(entry.id), "\(entry.id) has no near miss")
        }
    }

    @Test func `every entry about names is in a row above`() {
        let covered = Set(Self.rows.compactMap(\.entry))
        #expect(covered == Set(Ledger.known.entries.filter(\.isAboutNames).map(\.id)))
    }

    @Test func `ids are unique, and every entry says who is right by which rule`() {
        let entries = Ledger.known.entries
        #expect(Set(entries.map(\.id)).count == entries.count)
        for entry in entries {
            #expect(entry.rule.contains("RFC ") || entry.rule.contains("FIPS "), "\(entry.id)")
            #expect(!entry.versions.seen.isEmpty && !entry.summary.isEmpty, "\(entry.id)")
            #expect(entry.accepters.isDisjoint(with: entry.refusers), "\(entry.id)")
        }
    }

    @Test func `an entry explains a name, not a date`() {
        let difference = DifferenceCase(
            asked: Array("foobaz.example.net".utf8), reference: Self.reference("foobaz.example.net"),
            presented: [.dns(Array("*baz.example.net".utf8))], acceptedBy: "gnutls", refusedBy: "swift", finding: .expired)
        #expect(Ledger.known.entry(for: difference) == nil)
    }
}
