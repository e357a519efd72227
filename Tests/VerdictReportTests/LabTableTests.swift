import ReportExamples
import ServerIdentity
import Testing
import TestKit
import VerdictReport
@testable import Countersigning

@Suite("Lab table")
struct LabTableTests {
    private func entry(_ name: String, _ expected: String, isMet: Bool = true) throws -> Report {
        let report = try Examples.report(name)
        let entry = LabEntry(name: name, summary: "an example of \(name)", expected: expected, isMet: isMet)
        return Report(target: report.target, outcome: report.outcome, labEntry: entry)
    }

    @Test func `a row for each server, and a sum`() throws {
        let reports = [
            try entry("countersigned", "accepted"), try entry("wrong-host", "refused: name_mismatch"),
            try entry("partial-wildcard", "known difference: partial-wildcard"), try entry("not-tls", "failure: not_tls"),
            try entry("unknown-root", "accepted", isMet: false), try Examples.report("expired"),
        ]
        try Snapshot.expect(LabTable(reports).text, is: "lab.txt")
    }

    @Test func `an empty lab says so`() {
        #expect(LabTable([]).text == "0 servers, 0 as expected\n")
    }
}
