import Countersigning
import CrossCheck
import ServerIdentity
import Testing
import TestKit

extension VerifierTests {
    @Suite("What comes of a target")
    struct OutcomeTests {
        private let lab: LoopbackLab

        init() throws { lab = try .started() }

        struct Judged: Sendable, CustomTestStringConvertible {
            let server: String
            let conclusion: Conclusion
            let exitStatus: ExitStatus
            let findings: [FindingID]

            init(_ server: String, _ conclusion: Conclusion, _ exitStatus: ExitStatus, _ findings: FindingID...) {
                (self.server, self.conclusion, self.exitStatus, self.findings) = (server, conclusion, exitStatus, findings)
            }

            var testDescription: String { server }
        }

        @Test(
            "a server that was judged",
            arguments: [
                Judged("good-rsa", .countersigned, .countersigned), Judged("good-ecdsa", .countersigned, .countersigned),
                Judged("good-ed25519", .countersigned, .countersigned), Judged("tls12-only", .countersigned, .countersigned),
                Judged("wrong-host", .refused, .refusedIdentity, .nameMismatch),
                Judged("expired-leaf", .refused, .refusedTime, .expired),
                Judged("not-yet-valid", .refused, .refusedTime, .notYetValid),
                Judged("unknown-root", .refused, .refusedTrust, .unknownIssuer),
                Judged("self-signed", .refused, .refusedTrust, .selfSigned),
            ])
        func judged(row: Judged) async throws {
            let target = try lab.target(row.server)
            let report = try await lab.verifier().verify(target)
            #expect(report.target == target && report.warnings.isEmpty)
            #expect(report.conclusion == row.conclusion)
            #expect(report.exitStatus == row.exitStatus)
            #expect(report.findingIDs == row.findings)
            let judgement = try #require(report.judgement)
            #expect(judgement.examination.agreement.class == .agree)
            #expect(judgement.examination.answers.map(\.engine.id) == ["gnutls", "swift"])
            #expect(report.question?.instant == lab.now && judgement.observation?.observedAt == lab.now)
            #expect(judgement.observation?.address == "127.0.0.1")
        }

        @Test(
            "a server that was reached, and no session came about",
            arguments: [
                ("plain-http", .notTLS), ("closes-early", .closedEarly), ("resets", .reset), ("refuses", .alertReceived),
            ] as [(String, ProbeFailure.Code)])
        func noSession(server: String, code: ProbeFailure.Code) async throws {
            let report = try await lab.verifier().verify(lab.target(server))
            #expect(report.failure?.code == code && report.failure?.stage == .handshake)
            #expect(report.exitStatus == .noSession && report.conclusion == .undecided)
            #expect(report.findingIDs.isEmpty && report.triedAt == lab.now)
        }

        @Test func `a server that can't be reached`() async throws {
            let report = try await lab.verifier().verify("www.example{127.0.0.1}:\(Ports.free(1)[0])")
            #expect(report.failure?.code == .unreachable && report.failure?.stage == .connect)
            #expect(report.exitStatus == .unreachable && report.conclusion == .undecided)
            #expect(report.judgement == nil && report.triedAt == lab.now)
        }

        @Test(
            "what is no target",
            arguments: ["", "a b", "a.example:0", "a.example:65536", "a.example{b.example}", "127.1", "[::1"])
        func unusable(target: String) async throws {
            let report = try await lab.verifier().verify(target)
            #expect(report.problem?.code == .usage)
            #expect(report.exitStatus == .usage && report.conclusion == .undecided)
            #expect(report.target == target && report.triedAt == lab.now)
        }

        @Test("one engine alone countersigns nothing", arguments: [EngineName.gnutls, .swift])
        func alone(engine: EngineName) async throws {
            let verifier = try lab.verifier { $0.engines = EngineSelection(deciding: [engine]) }
            let report = try await verifier.verify(lab.target("good-ecdsa"))
            #expect(report.judgement?.examination.answers.map(\.verdict.isAccepted) == [true])
            #expect(report.conclusion == .undecided && report.exitStatus == .refusedOtherwise)
        }
    }
}
