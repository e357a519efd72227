import CrossCheck
import ReportExamples
import ServerIdentity
import Testing
import VerdictReport
@testable import Countersigning

@Suite("Exit status (design section 5)")
struct ExitStatusTests {
    private static let rows: [(FindingID, Int32)] = [
        (.nameMismatch, 2), (.noUsableName, 2), (.unknownIssuer, 3), (.selfSigned, 3), (.notACA, 3), (.pathLengthExceeded, 3),
        (.nameConstraintViolation, 3), (.policyConstraintViolation, 3), (.purposeMismatch, 3), (.keyUsageViolation, 3),
        (.badSignature, 3),
        (.distrustedByRootProgram, 3), (.pathBudgetExceeded, 3), (.expired, 4), (.notYetValid, 4), (.revoked, 5),
        (.revocationUnavailable, 5), (.stapleMissing, 5), (.stapleInvalid, 5), (.weakSignature, 6), (.weakKey, 6),
        (.unknownCriticalExtension, 6), (.malformedCertificate, 6), (.profileViolation, 6), (.pinMismatch, 6),
    ]

    private func status(_ ids: FindingID..., swift: Verdict? = nil) throws -> Int32 {
        let findings = ids.map { Finding(.other($0, .libraryCode, detail: "test"), depth: 0) }
        let refusal = Verdict.refused(findings)
        return ExitStatus(of: try Fixture.judged(Fixture.answers(gnutls: refusal, swift: swift ?? refusal))).rawValue
    }

    @Test("each finding", arguments: rows)
    func finding(row: (FindingID, Int32)) throws {
        #expect(try status(row.0) == row.1)
    }

    @Test func `every finding has a row`() {
        #expect(Set(Self.rows.map(\.0)) == Set(FindingID.allCases))
    }

    @Test func `several findings exit by revoked, identity, trust, time, else`() throws {
        #expect(try status(.weakKey, .expired, .unknownIssuer, .nameMismatch, .revoked) == 5)
        #expect(try status(.weakKey, .expired, .unknownIssuer, .nameMismatch) == 2)
        #expect(try status(.weakKey, .expired, .unknownIssuer) == 3)
        #expect(try status(.weakKey, .expired) == 4)
        #expect(try status(.weakKey) == 6)
    }

    @Test(
        "an accepted host that could not be recorded is no success",
        arguments: [(FirstUse.Outcome.recorded, 0), (.known, 0), (.full, 73), (.failed, 74)] as [(FirstUse.Outcome, Int32)])
    func firstUse(outcome: FirstUse.Outcome, code: Int32) throws {
        #expect(ExitStatus(of: try Examples.accepted(outcome)).rawValue == code)
    }

    @Test func `the findings of every engine count`() throws {
        let name = Verdict.refused([Finding(.other(.nameMismatch, .otherNames, detail: ""), depth: 0)])
        #expect(try status(.unknownIssuer, swift: name) == 2)
    }

    @Test(
        "each example",
        arguments: [
            ("countersigned", 0), ("countersigned-offline", 0), ("wrong-host", 2), ("expired", 4), ("unknown-root", 3),
            ("partial-wildcard", 2), ("unexplained", 7), ("undecided", 6), ("several-findings", 2), ("no-usable-name", 2),
            ("undecodable", 6),
            ("not-tls", 8),
            ("unreachable", 9), ("usage", 64), ("hostile", 2),
        ])
    func example(row: (String, Int32)) throws {
        #expect(try Examples.report(row.0).exitStatus.rawValue == row.1)
    }

    @Test func `an engine that could not judge never lets the code be 0`() throws {
        let undecided = Verdict.undecided(reason: "test")
        let accepted = Verdict.accepted(path: [])
        for (first, second) in [(undecided, accepted), (accepted, undecided), (undecided, undecided)] {
            #expect(ExitStatus(of: try Fixture.judged(Fixture.answers(gnutls: first, swift: second))) == .refusedOtherwise)
        }
        let alone = EngineAnswer(engine: Fixture.gnutls, scope: Fixture.gnutlsScope, verdict: accepted)
        #expect(ExitStatus(of: try Fixture.judged([alone])) == .refusedOtherwise)
        #expect(ExitStatus(of: try Fixture.judged([])) == .refusedOtherwise)
        #expect(try status(.expired, swift: undecided) == 4)
    }

    @Test(
        "a failure is 8 if the server was reached, and else 9",
        arguments: ProbeFailure.Code.allCases, [ProbeFailure.Stage.resolve, .connect, .handshake])
    func failure(code: ProbeFailure.Code, stage: ProbeFailure.Stage) {
        let isReached = stage == .handshake && code != .timeout && code != .cancelled
        let status = ExitStatus(of: .failed(ProbeFailure(stage: stage, code: code, text: "")))
        #expect(status == (isReached ? .noSession : .unreachable))
    }

    @Test("input problems", arguments: zip(InputProblem.Code.allCases, [64, 66, 70, 73, 74] as [Int32]))
    func problem(code: InputProblem.Code, expected: Int32) {
        #expect(ExitStatus(of: .unusable(InputProblem(code: code, text: ""))).rawValue == expected)
    }

    @Test func `over several targets the most serious wins`() {
        let order: [Int32] = [70, 74, 73, 7, 5, 2, 3, 4, 6, 66, 64, 8, 9, 0]
        #expect(ExitStatus.bySeriousness.map(\.rawValue) == order)
        for (index, code) in order.enumerated() {
            let rest = order[index...].reversed().map(ExitStatus.init(rawValue:))
            #expect(ExitStatus.mostSerious(rest).rawValue == code)
        }
        #expect(ExitStatus.mostSerious([]) == .usage)
    }
}
