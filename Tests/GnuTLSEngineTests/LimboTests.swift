import GnuTLSEngine
import ServerIdentity
import Testing
import TestKit

/// Another harness measured GnuTLS 3.7.9-2+deb12u7 on these cases: 64 false accepts and 79 false rejects of 5,878. It
/// put four cases less to GnuTLS than we do.
@Suite("x509-limbo", .enabled(if: Limbo.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory"), .needs(.xz))
struct LimboTests {
    /// The ids that are answered wrongly.
    private func mistakes(_ paths: GnuTLSEngine.Paths, _ cases: [Limbo.Case]) throws -> (accepted: [String], refused: [String]) {
        let engine = GnuTLSEngine(paths: paths)
        var (accepted, refused): ([String], [String]) = ([], [])
        for testcase in cases {
            let isAccepted = try testcase.judged(by: engine, policy: .default).accepted
            if isAccepted == (testcase.expected_result == "SUCCESS") { continue }
            if isAccepted { accepted.append(testcase.id) } else { refused.append(testcase.id) }
        }
        return (accepted, refused)
    }

    @Test func `as presented GnuTLS has its known score; over candidate paths it finds every path`() throws {
        let cases = try Limbo.cases().filter(\.isServerCase)
        #expect(cases.count == 5_882)
        let presented = try mistakes(.presented, cases)
        #expect(presented.accepted.count == 64)
        #expect(presented.refused.count == 79)
        #expect(presented.refused.count { $0.hasPrefix("bettertls::pathbuilding") } == 22)

        let candidates = try mistakes(.candidates, cases)
        #expect(candidates.accepted == presented.accepted)
        // GnuTLS holds the common name of a leaf with only an iPAddress against dNSName constraints.
        #expect(candidates.refused.count == 57)
        #expect(candidates.refused.allSatisfy { $0.hasPrefix("bettertls::nameconstraints") })
    }
}
