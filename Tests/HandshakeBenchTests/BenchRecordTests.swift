import Foundation
import HandshakeBench
import ServerIdentity
import Testing
import TestKit

@Suite("JSON of a benchmark")
struct BenchRecordTests {
    private func rows() throws -> [BenchResult] {
        [
            try BenchExamples.result(),
            try BenchExamples.result(server: nil, BenchExamples.paced, BenchExamples.troubled, engines: ["swift"]),
            try BenchExamples.result(BenchExamples.load, BenchExamples.failed),
        ]
    }

    private func parsed(_ result: BenchResult) throws -> [String: Any] {
        let line = BenchRecord(result).line
        #expect(!line.contains("\n"))
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func `figures`() throws {
        let record = try parsed(try rows()[0])
        #expect(record["handshakes"] as? Int == 10_042)
        #expect(record["seconds"] as? Double == 5.021)
        #expect(record["handshakes_per_second"] as? Double == 2_000)
        #expect(record["cpu_us_per_handshake"] as? Double == 820)
        #expect(record["latency_us"] as? [String: Int] == ["p50": 31_007, "p90": 52_000, "p99": 80_123, "max": 1_234_567])
        #expect(record["memo"] as? [String: Int] == ["hits": 20_082, "misses": 2])
        #expect(record["resumed"] is NSNull)
        #expect((record["question"] as? [String: Any])?["anchors_sha256"] as? String == String(repeating: "ab", count: 32))
    }

    @Test func `without a handshake nothing is made up`() throws {
        let record = try parsed(try rows()[2])
        #expect(record["handshakes"] as? Int == 0)
        #expect(record["errors"] as? Int == 64)
        #expect(record["cpu_us_per_handshake"] is NSNull)
        #expect(record["latency_us"] is NSNull)
        #expect(record["ending"] as? String == "failures")
    }

    @Test func `its keys are those that the schema requires`() throws {
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(BenchSchema.text.utf8)) as? [String: Any])
        let required = Set(try #require(schema["required"] as? [String]))
        for row in try rows() { #expect(Set(try parsed(row).keys) == required) }
    }

    @Test(
        "an independent validator accepts every kind of row, and nothing else",
        .enabled(if: PythonValidator.isAvailable, "skipped: python3 has no module jsonschema"))
    func validates() throws {
        let lines = try rows().map { BenchRecord($0).line }
        let mutations = [
            lines[0].replacing(#""schema_version":1"#, with: #""schema_version":2"#),
            lines[0].replacing(#""p50":"#, with: #""p51":"#),
            lines[0].replacing(#""handshakes":10042"#, with: #""handshakes":1.5"#),
            lines[0].replacing(#""complete""#, with: #""done""#),
        ]
        let verdicts = try PythonValidator.verdicts(on: lines + mutations, by: BenchSchema.text)
        #expect(verdicts.count == lines.count + mutations.count)
        for (line, verdict) in zip(lines, verdicts) { #expect(verdict == "valid", "\(line)") }
        #expect(verdicts.suffix(mutations.count).allSatisfy { $0 != "valid" }, "the schema refuses what is no row")
    }
}
