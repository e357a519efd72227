import Countersigning
import ServerIdentity
import Synchronization
import Testing
import TestKit

extension VerifierTests {
    @Suite("As of when")
    struct JudgementTimeTests {
        private let lab: LoopbackLab

        init() throws { lab = try .started() }

        struct Row: Sendable, CustomTestStringConvertible {
            let server: String
            /// Days after the lab's moment.
            let day: Int64
            let exitStatus: ExitStatus
            let findings: [FindingID]

            init(_ server: String, day: Int64, _ exitStatus: ExitStatus, _ findings: FindingID...) {
                (self.server, self.day, self.exitStatus, self.findings) = (server, day, exitStatus, findings)
            }

            var testDescription: String { "\(server), day \(day)" }
        }

        /// Leaves of the lab are valid from 30 days before to 60 days after.
        private static let rows = [
            Row("good-ecdsa", day: 59, .countersigned), Row("good-ecdsa", day: 61, .refusedTime, .expired),
            Row("good-ecdsa", day: -29, .countersigned), Row("good-ecdsa", day: -31, .refusedTime, .notYetValid),
            Row("expired-leaf", day: -10, .countersigned), Row("not-yet-valid", day: 8, .countersigned),
        ]

        @Test("a fixed time decides, and the clock says when it was asked", arguments: rows)
        func fixed(row: Row) async throws {
            let day = try lab.day(row.day)
            let report = try await lab.verifier { $0.time = .fixed(day) }.verify(lab.target(row.server))
            #expect(report.exitStatus == row.exitStatus && report.findingIDs == row.findings)
            #expect(report.question?.instant == day)
            #expect(report.judgement?.observation?.observedAt == lab.now && report.triedAt == lab.now)
        }

        @Test("without one the clock decides", arguments: rows)
        func clock(row: Row) async throws {
            let day = try lab.day(row.day)
            let report = try await lab.verifier { $0.clock = { day } }.verify(lab.target(row.server))
            #expect(report.exitStatus == row.exitStatus && report.findingIDs == row.findings)
            #expect(report.question?.instant == day)
            #expect(report.judgement?.observation?.observedAt == day && report.triedAt == day)
        }

        /// What is remembered of a chain counts only between the same dates.
        @Test func `a clock that jumps during a run`() async throws {
            let days = try [0, 61, 0, -31, 59, 61].map { try lab.day($0) }
            let next = Mutex(days[0])
            let verifier = try lab.verifier { $0.clock = { next.withLock { $0 } } }
            var statuses: [ExitStatus] = []
            for day in days {
                next.withLock { $0 = day }
                statuses.append(try await verifier.verify(lab.target("good-ecdsa")).exitStatus)
            }
            let expected: [ExitStatus] = [
                .countersigned, .refusedTime, .countersigned, .refusedTime, .countersigned, .refusedTime,
            ]
            #expect(statuses == expected)
        }

        @Test func `when a server was tried that gave no chain is no matter of a fixed time`() async throws {
            let day = try lab.day(-9_000)
            let verifier = try lab.verifier { $0.time = .fixed(day) }
            for target in ["127.0.0.1:\(Ports.free(1)[0])", "a b"] {
                let report = await verifier.verify(target)
                #expect(report.judgement == nil && report.triedAt == lab.now, "\(target)")
            }
        }
    }
}
