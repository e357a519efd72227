import Countersigning
import ReportExamples
import ServerIdentity
import Testing
import TestKit
import TrustAnchors
import VerdictRecords

@Suite("Hosts with their chains")
struct ImpactFileTests {
    @Test func `lines of JSON: questions by target, name or id, records, and what is neither`() throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let lines = [
            #"{"target":"t.example:443","name":"n.example","id":"i","chain":["AQ=="]}"#,
            #"{"name":"n.example","id":"i","chain":["AQ=="]}"#,
            #"{"id":"i","name":null,"chain":["AQ==","Ag=="],"anchors":["Aw=="],"schema_version":9}"#,
            JSONRecord(try Examples.report("countersigned")).line, JSONRecord(try Examples.report("expired")).line,
            JSONRecord(try Examples.report("not-tls")).line,
            #"{"chain":["AQ=="]}"#, #"{"target":"a","chain":["*"]}"#, #"{"schema_version":2,"target":"a"}"#, "{",
        ]
        let file = try ImpactFile(try files.write(lines.joined(separator: "\n") + "\n", to: "hosts.jsonl"))
        #expect(
            file.subjects.map(\.host) == ["t.example:443", "n.example", "i"] + Array(repeating: "www.example.org:443", count: 3))
        #expect(
            file.subjects.map(\.evidence).map { evidence in
                switch evidence {
                case .chain(let chain): "chain of \(chain.certificates.count)"
                case .accepted(let path): "path of \(path.certificates.count)"
                case .notAccepted: "none"
                }
            } == ["chain of 1", "chain of 1", "chain of 2", "path of 3", "none", "none"])
        #expect(file.skipped.map(\.line) == [7, 8, 9, 10])
        let fields = ["field 'name'", "field 'chain.0'", "field 'exit_code'", "not a question"]
        for (skipped, field) in zip(file.skipped, fields) { #expect(skipped.reason.contains(field), "\(skipped.reason)") }
        // The root was not sent: the record names it by its digest alone.
        guard case .accepted(let path)? = file.subjects.dropFirst(3).first?.evidence else {
            Issue.record("no path")
            return
        }
        #expect(path.certificates.map { $0.number == nil } == [false, false, true])
        #expect(path.issued == Instant(rfc3339: "2026-01-01T00:00:00Z"))
    }

    @Test func `what happens to hosts as JSON, the worst first`() {
        let impacts = [
            HostImpact(host: "a", effect: .unaffected, reason: "trusted by A", basis: .chain),
            HostImpact(host: "b", effect: .breaksAtRenewal, reason: "dated", basis: .record),
            HostImpact(host: "c", effect: .breaks, reason: "gone", basis: .chain),
            HostImpact(host: "d", effect: .breaks, reason: "gone", basis: .chain),
        ]
        let skipped = [SkippedBlock(file: "hosts", line: 7, reason: "no chain")]
        let text = JSONValue.object(HostImpactRecord(impacts, skipped: skipped).members).description
        #expect(text.hasPrefix(#"{"hosts":[{"host":"c","effect":"breaks","basis":"chain","reason":"gone"},{"host":"d","#))
        let last = #"{"host":"a","effect":"unaffected","basis":"chain","reason":"trusted by A"}"#
        #expect(text.hasSuffix(last + #"],"not_judged":[{"file":"hosts","line":7,"reason":"no chain"}]}"#))
    }
}
