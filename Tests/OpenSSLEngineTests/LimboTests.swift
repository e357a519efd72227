#if OpenSSL
import OpenSSLEngine
import ServerIdentity
import TestKit
import Testing

/// Another harness measured OpenSSL 3.0.19 on these cases: 26 false accepts, 79 false rejects.
@Suite("x509-limbo", .enabled(if: Limbo.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory"), .needs(.xz))
struct LimboTests {
    @Test func `OpenSSL's known score`() throws {
        let engine = OpenSSLEngine()
        var accepted: [String] = []
        var refused: [String] = []
        var evaluated = 0
        for testcase in try Limbo.cases() where testcase.isServerCase {
            evaluated += 1
            let (isAccepted, why) = try testcase.judged(by: engine, policy: testcase.suitePolicy)
            if isAccepted == (testcase.expected_result == "SUCCESS") { continue }
            if isAccepted { accepted.append(testcase.id) } else { refused.append("\(testcase.id): \(why)") }
        }
        print("evaluated \(evaluated), FA \(accepted.count), FR \(refused.count)")
        for id in accepted { print("FA", id) }
        for id in refused { print("FR", id) }
        #expect(evaluated == 5_882)
        #expect(accepted.count == 26)
        #expect(refused.count == 79)
    }
}
#endif
