import ServerIdentity
import Testing
import VerdictReport
@testable import Countersigning

@Suite("What a change of roots means for hosts")
struct HostImpactReportTests {
    private static let report = HostImpactReport([
        HostImpact(host: "a", effect: .unaffected, reason: "trusted by A", basis: .chain),
        HostImpact(host: "b", effect: .breaksAtRenewal, reason: "dated", basis: .record),
        HostImpact(host: "c", effect: .breaks, reason: "gone", basis: .chain),
        HostImpact(host: "d", effect: .breaks, reason: "gone", basis: .chain),
    ])

    @Test func `the worst first, and those that are unaffected only counted`() {
        #expect(
            Self.report.text.split(separator: "\n") == [
                "effect             host  told by  why", "breaks             c     chain    gone",
                "breaks             d     chain    gone",
                "breaks at renewal  b     record   dated", "4 hosts: 2 breaks, 1 breaks at renewal, 1 unaffected",
            ])
    }
}
