import ReportExamples
import ServerIdentity
import Testing
import TestKit
import VerdictReport
@testable import Countersigning

@Suite("Nagios reports")
struct NagiosReportTests {
    @Test("one target", arguments: Examples.names)
    func one(name: String) throws {
        let report = NagiosReport([try Examples.report(name)])
        try Snapshot.expect(report.text, is: "nagios-\(name).txt")
        #expect(report.text.utf8.count { $0 == 0x0A } == 1)
        #expect(report.text.utf8.count { $0 == UInt8(ascii: "|") } <= 1, "no bar but that before the performance data")
        #expect(report.text.utf8.allSatisfy { $0 == 0x0A || 0x20 <= $0 && $0 < 0x7F })
    }

    @Test(
        "state",
        arguments: [
            ("countersigned", 0), ("wrong-host", 2), ("unexplained", 2), ("undecided", 3), ("not-tls", 2), ("unreachable", 2),
            ("usage", 3),
            ("partial-wildcard", 2),
        ])
    func state(row: (String, Int32)) throws {
        #expect(NagiosReport([try Examples.report(row.0)]).exitCode == row.1)
    }

    /// The leaf ends 69 days and 3 hours after the question's instant.
    @Test(
        "thresholds",
        arguments: [
            (30, 14, NagiosReport.State.ok), (69, 14, .ok), (70, 14, .warning), (90, 69, .warning), (90, 70, .critical),
            (70, 90, .critical),
        ])
    func thresholds(row: (warning: Int, critical: Int, state: NagiosReport.State)) throws {
        let thresholds = NagiosReport.Thresholds(warningDays: row.warning, criticalDays: row.critical)
        #expect(NagiosReport([try Examples.report("countersigned")], thresholds: thresholds).state == row.state)
    }

    @Test func `several targets have a summary, a line each, and the worst state`() throws {
        let reports = try ["countersigned", "wrong-host", "undecided", "hostile"].map(Examples.report)
        let report = NagiosReport(reports)
        #expect(report.state == .critical)
        try Snapshot.expect(report.text, is: "nagios-several.txt")
        #expect(NagiosReport(try ["countersigned", "undecided"].map(Examples.report)).state == .unknown)
    }

    @Test func `no target is no success`() {
        #expect(NagiosReport([]).exitCode == 3)
        #expect(NagiosReport([]).text == "UNKNOWN - no target\n")
    }

    @Test(
        "an accepted host whose key is not recorded is unknown",
        arguments: [
            (FirstUse.Outcome.full, nil, "no room in known"), (.failed, "known can't be locked", "known can't be locked"),
        ] as [(FirstUse.Outcome, String?, String)])
    func notRecorded(outcome: FirstUse.Outcome, problem: String?, says: String) throws {
        let report = NagiosReport([Report(target: "a", outcome: try Examples.accepted(outcome, problem: problem))])
        #expect(report.state == .unknown)
        #expect(report.text.hasPrefix("UNKNOWN - a: countersigned, and its key is not recorded: \(says)"), "\(report.text)")
    }

    @Test func `a cancelled probe is unknown`() {
        let failure = ProbeFailure(stage: .connect, code: .cancelled, text: "cancelled")
        #expect(NagiosReport([Report(target: "a", outcome: .failed(failure))]).state == .unknown)
    }
}
