import CrossCheck
import Foundation
import ReportExamples
import ServerIdentity
import Testing
import TrustAnchors
@testable import Countersigning
@testable import VerdictRecords

@Suite("JSON records")
struct JSONRecordTests {
    private func parsed(_ report: Report) throws -> [String: Any] {
        let line = JSONRecord(report).line
        #expect(line.utf8.allSatisfy { 0x20 <= $0 && $0 < 0x7F }, "one line of ASCII")
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    private func parsed(_ name: String) throws -> [String: Any] { try parsed(try Examples.report(name)) }

    @Test func `a countersigned server carries all its facts`() throws {
        let record = try parsed("countersigned")
        #expect(record["schema_version"] as? Int == 2)
        #expect(record["target"] as? String == "www.example.org:443")
        #expect(record["address"] as? String == "192.0.2.1")
        #expect(record["observed_at"] as? String == "2026-11-23T21:00:00Z")
        #expect(record["verdict"] as? String == "countersigned")
        #expect(record["exit_code"] as? Int == 0)
        #expect(record["error"] is NSNull)
        #expect((record["findings"] as? [Any])?.isEmpty == true)
        #expect((record["tls"] as? [String: Any])?["group"] as? String == "X25519")
        let timing = try #require(record["timing_us"] as? [String: Any])
        #expect(timing["handshake"] as? Int == 12_345)
        #expect(timing["starttls"] is NSNull)
        let expiry = try #require(record["expiry"] as? [String: Any])
        #expect(expiry["sent"] as? String == "2027-02-01T00:00:00Z")
        #expect(expiry["sent_depth"] as? Int == 0)
        #expect(expiry["path"] as? String == "2027-02-01T00:00:00Z")
        let question = try #require(record["question"] as? [String: Any])
        #expect(question["anchors_source"] as? String == "file roots.pem")
        #expect(question["anchors_count"] as? Int == 1)
        #expect(question["anchors_sha256"] as? String == String(repeating: "ab", count: 32))
        #expect(question["anchors_skipped"] as? Int == 0 && question["anchors_skipped_reasons"] as? [String] == [])
        #expect((record["agreement"] as? [String: Any])?["class"] as? String == "agree")
        #expect(record["lab"] == nil)
    }

    @Test func `what gave no anchor is counted, and the first ones are named`() throws {
        var judgement = try #require(try Examples.report("countersigned").judgement)
        judgement.skippedAnchors = (1...20).map {
            SkippedBlock(file: "roots.pem", line: $0, reason: "the block is empty")
        }
        let report = Report(target: "a.example", outcome: .judged(judgement))
        let question = try #require(try parsed(report)["question"] as? [String: Any])
        #expect(question["anchors_skipped"] as? Int == 20)
        let reasons = try #require(question["anchors_skipped_reasons"] as? [String])
        #expect(reasons.count == 16 && reasons[1] == "roots.pem:2: the block is empty")
        #expect(try StoredRecord(JSONRecord(report).line).question?.anchorsSkipped == 20)
    }

    @Test func `an engine that does not decide is told, and changes nothing`() throws {
        let record = try parsed("third-opinion")
        #expect(record["exit_code"] as? Int == 0)
        #expect(record["verdict"] as? String == "countersigned")
        #expect((record["agreement"] as? [String: Any])?["class"] as? String == "agree")
        let engines = try #require(record["engines"] as? [[String: Any]])
        #expect(engines.map { $0["role"] as? String } == ["deciding", "deciding", "advisory"])
        #expect(engines[0]["agreement"] is NSNull && engines[1]["agreement"] is NSNull)
        #expect((engines[2]["agreement"] as? [String: Any])?["class"] as? String == "unexplained")
        #expect(engines[2]["verdict"] as? String == "refused")
    }

    @Test func `a certificate is given with every kind of name`() throws {
        let chain = try #require(try parsed("countersigned")["chain"] as? [[String: Any]])
        #expect(chain.count == 2)
        #expect(chain[0]["dns_names"] as? [String] == ["www.example.org", "*.api.example.org"])
        #expect(chain[0]["ip_addresses"] as? [String] == ["192.0.2.1", "0x0102030405"])
        #expect(chain[0]["uris"] as? [String] == ["https://example.org/"])
        #expect(chain[0]["srv_names"] as? [String] == ["_imaps.example.org"])
        #expect(chain[0]["emails"] as? [String] == ["a@example.org"])
        #expect(chain[0]["other_names"] as? [String] == ["directoryName CN=dir", "other name 1.2.3.4"])
        #expect(chain[0]["serial"] as? String == "0001")
        #expect(chain[1]["spki_sha256"] as? String == String(repeating: "12", count: 32))
    }

    @Test func `engines come with versions, scope, path, notes and trace`() throws {
        let engines = try #require(try parsed("countersigned")["engines"] as? [[String: Any]])
        #expect(engines.map { $0["id"] as? String } == ["gnutls", "swift"])
        #expect(engines[0]["package_version"] as? String == "3.7.9-2+deb12u7")
        #expect(engines[1]["package_version"] is NSNull)
        #expect(engines[1]["scope"] as? [String] == ["name", "validity", "form"])
        let path = try #require(engines[0]["path"] as? [[String: Any]])
        #expect(path.map { $0["depth"] as? Int } == [0, 1, nil])
        #expect(path[2]["subject"] as? String == "CN=Example Root")
        #expect((engines[1]["notes"] as? [[String: Any]])?.first?["id"] as? String == "expired")
        #expect(engines.map { $0["memo"] as? String } == ["hit", nil])
        #expect((engines[0]["trace"] as? [[String: Any]])?.count == 2)
    }

    @Test func `findings of several engines are one, with the better evidence`() throws {
        for (name, id) in [("wrong-host", "name_mismatch"), ("expired", "expired"), ("no-usable-name", "no_usable_name")] {
            let record = try parsed(name)
            let findings = try #require(record["findings"] as? [[String: Any]])
            #expect(findings.count == 1)
            #expect(findings[0]["id"] as? String == id)
            #expect(findings[0]["engines"] as? [String] == ["gnutls", "swift"])
            #expect(findings[0]["depth"] as? Int == 0)
            #expect((findings[0]["rule"] as? String)?.hasPrefix("RFC") == true)
            #expect((record["chain"] as? [Any])?.count == 2, "facts are there whatever the verdict")
        }
        let evidence = (try parsed("expired")["findings"] as? [[String: Any]])?.first?["evidence"] as? [String: Any]
        #expect(evidence?["not_after"] as? String == "2026-11-01T00:00:00Z")
    }

    @Test func `findings are ordered by what decides the exit code`() throws {
        let findings = try #require(try parsed("several-findings")["findings"] as? [[String: Any]])
        #expect(
            findings.map { $0["id"] as? String } == [
                "name_mismatch", "name_constraint_violation", "unknown_issuer", "expired", "weak_key",
            ])
    }

    @Test func `a failure has an error, no verdict, and the moment it was tried`() throws {
        let record = try parsed("not-tls")
        #expect(record["verdict"] is NSNull)
        #expect(record["address"] as? String == "192.0.2.1")
        #expect(record["observed_at"] as? String == "2026-11-23T20:59:58Z")
        let error = try #require(record["error"] as? [String: String])
        #expect(error["stage"] == "handshake")
        #expect(error["code"] == "not_tls")
    }

    @Test(
        "verdict and class",
        arguments: [
            ("partial-wildcard", "refused", "known_difference"), ("unexplained", "disagreement", "unexplained"),
            ("undecided", "undecided", "out_of_scope"), ("unknown-root", "refused", "agree"),
        ])
    func verdict(row: (String, String, String)) throws {
        let record = try parsed(row.0)
        #expect(record["verdict"] as? String == row.1)
        #expect((record["agreement"] as? [String: Any])?["class"] as? String == row.2)
    }

    @Test func `what the caller demands of a key, and what a file of known hosts says of it`() throws {
        let old = "sha256//d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3d3c="
        let pinned = try parsed("pin-mismatch")
        #expect((pinned["question"] as? [String: Any])?["pins"] as? [String] == [old])
        #expect(pinned["first_use"] is NSNull)
        let changed = try parsed("changed-key")
        let firstUse = try #require(changed["first_use"] as? [String: Any])
        #expect(firstUse["outcome"] as? String == "changed" && firstUse["pin"] as? String == old)
        #expect(firstUse["host"] as? String == "www.example.org:443" && firstUse["file"] as? String == "known")
        #expect(firstUse["line"] as? Int == 3 && firstUse["first_seen"] as? String == "2026-09-01T00:00:00Z")
        #expect((firstUse["certificate"] as? [String: Any])?["key"] as? String == "ECDSA P-256")
        #expect(firstUse["problem"] is NSNull)
        for record in [pinned, changed] {
            #expect(record["verdict"] as? String == "refused" && record["exit_code"] as? Int == 6)
            #expect((record["findings"] as? [[String: Any]])?.map { $0["id"] as? String } == ["pin_mismatch"])
            #expect((record["agreement"] as? [String: Any])?["class"] as? String == "agree")
            #expect((record["engines"] as? [[String: Any]])?.map { $0["verdict"] as? String } == ["accepted", "accepted"])
        }
    }

    @Test("what became of a host", arguments: FirstUse.Outcome.allCases)
    func firstUse(outcome: FirstUse.Outcome) throws {
        let problem = outcome == .failed ? "can't open the lock known.lock" : nil
        let record = try parsed(Report(target: "a:443", outcome: try Examples.accepted(outcome, problem: problem)))
        #expect(record["verdict"] as? String == "countersigned")
        let firstUse = try #require(record["first_use"] as? [String: Any])
        #expect(firstUse["outcome"] as? String == outcome.rawValue && firstUse["problem"] as? String == problem)
    }

    @Test func `a server of the lab says so`() throws {
        let entry = LabEntry(name: "good-rsa", summary: "a good one", expected: "accepted", isMet: true)
        let record = try parsed(Report(target: "a:1", outcome: .failed(Fixture.failure), labEntry: entry))
        #expect(record["lab"] as? [String: String] == ["name": "good-rsa", "expected": "accepted"])
    }

    @Test func `hostile names are escaped and complete`() throws {
        let record = try parsed("hostile")
        let chain = try #require(record["chain"] as? [[String: Any]])
        let names = try #require(chain[0]["dns_names"] as? [String])
        #expect(names[0].hasPrefix("\\x1b]0;x\\x07|\\x0d\\x0aOK - "))
        #expect(names[1] == "a\\x00\\xff")
        #expect(record["target"] as? String == "evil|\u{1B}[2J.example\n:443", "the target is the caller's own text")
    }
}
