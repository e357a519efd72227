import HandshakeBench
import Testing
import TestKit

@Suite("Table of a benchmark")
struct BenchTableTests {
    @Test func `a row for each server, then who judged and how hard it was`() throws {
        let rows = [try BenchExamples.result(), try BenchExamples.result(server: "good-ed25519")]
        try Snapshot.expect(BenchTable(rows).text, is: "bench.txt")
    }

    @Test func `offers that differ, resumption and failures have their places`() throws {
        let rows = [
            try BenchExamples.result(server: nil, BenchExamples.paced, BenchExamples.troubled, engines: ["gnutls"]),
            try BenchExamples.result(server: nil, priority: "NORMAL:-VERS-TLS1.3", BenchExamples.paced, BenchExamples.failed),
        ]
        try Snapshot.expect(BenchTable(rows).text, is: "bench-failures.txt")
    }

    @Test func `nothing measured is said, and an interrupted row is marked`() throws {
        #expect(BenchTable([]).text == "nothing was measured\n")
        let interrupted = BenchTable([try BenchExamples.result(BenchExamples.load, BenchExamples.troubled)]).text
        #expect(interrupted.hasSuffix("interrupted: the last row holds what was measured until then\n"))
        #expect(!interrupted.contains("resumed"), "nobody asked for it")
    }
}
