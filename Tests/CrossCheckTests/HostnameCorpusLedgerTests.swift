import CrossCheck
import ServerIdentity
import Testing
import TestKit

@Suite(
    "Ledger against the hostname corpus",
    .enabled(if: Corpus.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory with hostnames.json.xz"))
struct HostnameCorpusLedgerTests {
    /// The U-label references on which RFC 9525 has a clear verdict, as IDNA converts them.
    private static let asciiForms = [
        "www.teχ.gr": "www.xn--te-8bc.gr", "γγγ.τόστ.gr": "xn--oxaaa.xn--4xabb4a.gr", "τέστ.gr": "xn--ixa8bbc.gr",
    ]

    private func difference(_ row: HostnameCorpus.Row, with engine: String, accepts: Bool) -> DifferenceCase {
        let reference = try? ReferenceIdentity(parsing: row.reference) { name in
            guard let form = Self.asciiForms[name] else { return .failure(ReferenceIdentityError(name, "no A-labels known")) }
            return .success(form)
        }
        return DifferenceCase(
            asked: row.octets(row.reference), reference: row.reference.contains("\0") ? nil : reference, presented: row.presented,
            acceptedBy: accepts ? engine : "swift", refusedBy: accepts ? "swift" : engine)
    }

    @Test func `every difference between RFC 9525 and a library is in the ledger`() throws {
        let rows = try HostnameCorpus.rows()
        #expect(rows.count == 783)
        var explained: [String: Int] = [:]
        for row in rows where row.rfc9525 != "undecided" {
            for (engine, verdict) in [("gnutls", row.gnutls), ("openssl", row.openssl)] {
                let accepts = verdict == "match"
                if accepts == (row.rfc9525 == "match") { continue }
                let entry = Ledger.known.entry(for: difference(row, with: engine, accepts: accepts))
                #expect(entry != nil, "\(row.id): \(engine) says \(verdict), RFC 9525 \(row.rfc9525)")
                if let entry { explained[entry.id, default: 0] += 1 }
            }
        }
        // Entries without a row here differ only under a policy or in live use; LedgerTests has a row for each.
        let beyondTheCorpus: Set = [
            "underscore-under-wildcard", "wildcard-tld", "trailing-dot-in-certificate", "trailing-dot-in-reference",
        ]
        #expect(Set(explained.keys).union(beyondTheCorpus) == Set(Ledger.known.entries.filter(\.isAboutNames).map(\.id)))
        #expect(beyondTheCorpus.isDisjoint(with: explained.keys))
        #expect(explained.values.reduce(0, +) == 118 + 189)
    }

    /// No entry is a catch-all: had a library accepted a row that in truth it refuses, that would stay unexplained.
    @Test func `a wrong acceptance is not excused by accident`() throws {
        var excused: [String] = []
        for row in try HostnameCorpus.rows() where row.rfc9525 == "mismatch" {
            for (engine, verdict) in [("gnutls", row.gnutls), ("openssl", row.openssl)] where verdict == "mismatch" {
                if let entry = Ledger.known.entry(for: difference(row, with: engine, accepts: true)) {
                    excused.append("\(row.id) \(engine) \(entry.id)")
                }
            }
        }
        #expect(excused.isEmpty, "\(excused.joined(separator: "\n"))")
    }
}
