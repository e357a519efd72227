import Countersigning
import ServerIdentity
import Testing
import TestKit

extension VerifierTests {
    @Suite("Stored chains")
    struct StoredChainTests {
        private let lab: LoopbackLab
        private let files: TemporaryDirectory

        init() throws {
            lab = try .started()
            files = try TemporaryDirectory()
        }

        struct Row: Sendable, CustomTestStringConvertible {
            let server: String
            let name: String
            let exitStatus: ExitStatus
            let findings: [FindingID]

            init(_ server: String, for name: String, _ exitStatus: ExitStatus, _ findings: FindingID...) {
                (self.server, self.name, self.exitStatus, self.findings) = (server, name, exitStatus, findings)
            }

            var testDescription: String { "\(server) for \(name)" }
        }

        @Test(
            "a chain is judged as if a server had presented it",
            arguments: [
                Row("good-ecdsa", for: "good-ecdsa.lab.example", .countersigned),
                Row("good-ecdsa", for: "GOOD-ECDSA.lab.example.", .countersigned),
                Row("good-ecdsa", for: "other.lab.example", .refusedIdentity, .nameMismatch),
                Row("good-ecdsa", for: "127.0.0.1", .refusedIdentity, .noUsableName),
                Row("expired-leaf", for: "expired-leaf.lab.example", .refusedTime, .expired),
                Row("unknown-root", for: "unknown-root.lab.example", .refusedTrust, .unknownIssuer),
            ])
        func chain(row: Row) async throws {
            defer { files.remove() }
            let chain = try await lab.chain(row.server)
            let verifier = try lab.verifier()
            let identity = try ReferenceIdentity(parsing: row.name) { .failure(ReferenceIdentityError($0, "ASCII only")) }
            let path = try files.write(LoopbackLab.pem(chain), to: "chain.pem")
            for report in [verifier.check(chain, for: identity, name: path), try verifier.check(file: path, for: row.name)] {
                #expect(report.target == path && report.triedAt == lab.now)
                #expect(report.exitStatus == row.exitStatus && report.findingIDs == row.findings)
                #expect(report.question?.chain == chain && report.question?.identity == identity)
                #expect(report.question?.instant == lab.now && report.judgement?.observation == nil)
            }
        }

        @Test func `a chain is judged as of a fixed time`() async throws {
            defer { files.remove() }
            let day = try lab.day(61)
            let chain = try await lab.chain("good-ecdsa")
            let report = try lab.verifier { $0.time = .fixed(day) }
                .check(chain, for: .dns(try DNSName(parsing: lab.host("good-ecdsa"))))
            #expect(report.exitStatus == .refusedTime && report.findingIDs == [.expired])
            #expect(report.question?.instant == day)
        }

        @Test(
            "what can't be read or names nothing",
            arguments: [
                ("roots.pem", "a b", .usage), ("roots.pem", "", .usage), ("missing.pem", "a.example", .inputUnreadable),
                ("text.pem", "a.example", .inputUnreadable),
            ] as [(String, String, InputProblem.Code)])
        func unusable(file: String, name: String, code: InputProblem.Code) throws {
            defer { files.remove() }
            try files.write(lab.rootsPEM, to: "roots.pem")
            try files.write("This is no certificate.\n", to: "text.pem")
            let verifier = try lab.verifier()
            let problem = #expect(throws: InputProblem.self) { _ = try verifier.check(file: files.file(file), for: name) }
            #expect(problem?.code == code)
        }
    }
}
