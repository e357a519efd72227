import Conformance
import Foundation
import Testing
import TestKit

@Suite(
    "Hostname corpus", .serialized, .needs(.xz),
    .enabled(if: Corpus.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory with hostnames.json.xz"))
struct HostnameConformanceTests {
    @Test func `the Swift validator answers as RFC 9525 reads`() async throws {
        let suite = try HostnameSuite.read(HostnameSuite.packed)
        #expect(suite.vectors.count == 783)
        let answers = try await HostnameAnswers.of("swift", file: HostnameSuite.packed)
        #expect(answers.version == 1)
        #expect(answers.engine.hasPrefix("swift-"))
        let score = HostnameScore(answers, rows: suite.vectors, column: \.rfc9525)
        #expect(score.evaluated == 735)
        #expect(score.falseMatches == [])
        #expect(score.falseMismatches == [])
        #expect(score.skipped == [])
    }

    @Test func `GnuTLS answers as it was seen to`() async throws {
        let suite = try HostnameSuite.read(HostnameSuite.packed)
        let answers = try await HostnameAnswers.of("gnutls", file: HostnameSuite.packed)
        #expect(answers.engine.hasPrefix("gnutls-3."))
        let score = HostnameScore(answers, rows: suite.vectors, column: \.gnutls)
        #expect(score.evaluated == 783)
        #expect(score.falseMatches == [])
        #expect(score.falseMismatches == [])
        #expect(score.skipped == [])
        // What GnuTLS can't import is no answer, and must not pass for a mismatch that it found.
        let invalid = Set(answers.results.filter { $0.actual == "invalid" }.map(\.id))
        #expect(Set(suite.vectors.filter { $0.gnutls == "error" }.map(\.id)).isSubset(of: invalid))
    }

    @Test("a suite that is not packed gives the same answers", arguments: ["swift", "gnutls"])
    func plainFile(engine: String) async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let plain = try files.write(String(decoding: Corpus.unpacked("hostnames.json.xz"), as: UTF8.self), to: "hostnames.json")
        let fromPlain = try await HostnameAnswers.of(engine, file: plain)
        let fromPacked = try await HostnameAnswers.of(engine, file: HostnameSuite.packed)
        #expect(fromPlain.results.map(\.id) == fromPacked.results.map(\.id))
        #expect(fromPlain.results.map(\.actual) == fromPacked.results.map(\.actual))
    }

    /// All rows, also those that RFC 9525 leaves to local policy.
    @Test func `every difference from OpenSSL is in the ledger, and every entry of it still occurs`() async throws {
        let suite = try HostnameSuite.read(HostnameSuite.packed)
        let matches = try await HostnameAnswers.of("swift", file: HostnameSuite.packed).matches
        let different = Set(suite.vectors.filter { ($0.openssl == "match") != matches[$0.id] }.map(\.id))

        let ledger = try HostnameLedger.read()
        let listed = ledger.entries.values.flatMap(\.rows)
        #expect(listed.count == Set(listed).count, "a row has two explanations")
        #expect(different.subtracting(listed).sorted() == [], "differences that nobody explained")
        #expect(Set(listed).subtracting(different).sorted() == [], "entries that no longer occur")
        for (id, entry) in ledger.entries {
            #expect(
                !entry.rows.isEmpty && entry.rule.hasPrefix("RFC ") && ["accepter", "refuser", "either"].contains(entry.right),
                "\(id)")
        }
    }

    /// Who is right by the ledger must be who is right by RFC 9525, where the RFC decides.
    @Test func `the ledger's judgement agrees with the corpus`() async throws {
        let suite = try HostnameSuite.read(HostnameSuite.packed)
        let rows = Dictionary(uniqueKeysWithValues: suite.vectors.map { ($0.id, $0) })
        for (id, entry) in try HostnameLedger.read().entries where entry.right != "either" {
            for row in entry.rows.compactMap({ rows[$0] }) where row.rfc9525 != "undecided" {
                #expect((row.rfc9525 == "match") == (entry.right == "accepter"), "\(id): \(row.id)")
            }
        }
    }
}
