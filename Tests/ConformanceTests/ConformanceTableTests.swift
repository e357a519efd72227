import Testing
import TestKit

@Suite(
    "conformance table", .needs(.xz),
    .enabled(if: Corpus.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory with the suites"))
struct ConformanceTableTests {
    @Test func `every suite has a row for every engine, beside what is recorded of others`() async throws {
        let run = try await Countersign.run(["conformance", "table", Corpus.directory ?? "."], seconds: 600)
        #expect(run.exitCode == 0, "\(run.story)")
        let rows = run.lines.filter { $0.hasPrefix("| ") && !$0.hasPrefix("| -") }
        for (verifier, count) in [
            ("GnuTLS ", 8), ("Swift validator ", 4), ("Countersigned: ", 4), ("Go 1.19 ", 1), ("Go 1.27.3 ", 1),
            ("pyca/", 1),
        ] {
            #expect(rows.filter { $0.hasPrefix("| \(verifier)") }.count == count, "\(verifier)\n\(run.story)")
        }
        // What the corpora's README says of the same cases.
        #expect(
            rows.contains {
                $0.hasPrefix("| openssl-3.0.19 ")
                    && $0.hasSuffix("|       249 |             0 |             2 |       0 | recorded |")
            })
        #expect(rows.contains { $0.hasPrefix("| OpenSSL 3.0.19 ") && $0.contains("|       735 |           186 |             3 |") })
    }

    @Test func `a directory without a suite is an error that names the file`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let run = try await Countersign.run(["conformance", "table", files.path])
        #expect(run.exitCode == 66 && run.errors.contains("/x509-limbo.json: No such file"), "\(run.story)")
    }
}
