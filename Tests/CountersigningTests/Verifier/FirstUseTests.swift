import Countersigning
import Crypto
import Foundation
import ServerIdentity
import Testing
import TestKit

extension VerifierTests {
    @Suite("Known hosts")
    struct FirstUseTests {
        private let lab: LoopbackLab
        private let files: TemporaryDirectory

        init() throws {
            lab = try .started()
            files = try TemporaryDirectory()
        }

        private var known: String { files.file("known") }

        /// Verifies servers one after another, as a new process would: the file is read anew.
        private func verify(
            _ servers: String..., change: (inout VerifierOptions) throws -> Void = { _ in }
        ) async throws -> [Report] {
            let verifier = try lab.verifier {
                $0.knownHosts = try KnownHosts(known)
                try change(&$0)
            }
            var reports: [Report] = []
            for server in servers { reports.append(await verifier.verify(try lab.target(server))) }
            return reports
        }

        @Test func `a host is recorded when it is accepted, known the next time, and refused with another key`() async throws {
            defer { files.remove() }
            try files.write("# mine\n", to: "known")
            let first = try await verify("good-rsa", "good-ecdsa")
            #expect(first.map(\.exitStatus) == [.countersigned, .countersigned])
            #expect(first.map(\.firstUse?.outcome) == [.recorded, .recorded])
            let recorded = files.read("known")
            let names = try ["good-rsa", "good-ecdsa"].map { "\(lab.host($0)):\(try lab.port($0))" }
            #expect(first.map(\.firstUse?.host) == names && first.map(\.firstUse?.file) == [known, known])
            #expect(recorded.hasPrefix("# mine\n\(names[0]) "))
            let leaves = try first.map { try #require($0.question).chain.leaf }
            #expect(recorded.contains(try PublicKeyPin(of: leaves[0]).description))
            #expect(recorded.split(separator: "\n").count == 3)

            let second = try await verify("good-rsa", "good-ecdsa")
            #expect(second.map(\.exitStatus) == [.countersigned, .countersigned])
            #expect(second.map(\.firstUse?.outcome) == [.known, .known])
            #expect(second.map(\.firstUse?.entry?.firstSeen) == [lab.now, lab.now])
            #expect(files.read("known") == recorded)

            // Both servers take the other's place.
            let swapped = recorded.replacingOccurrences(of: names[0], with: "x").replacingOccurrences(of: names[1], with: names[0])
                .replacingOccurrences(of: "x ", with: "\(names[1]) ")
            try files.write(swapped, to: "known")
            let third = try await verify("good-rsa", "good-ecdsa")
            #expect(third.map(\.exitStatus) == [.refusedOtherwise, .refusedOtherwise])
            #expect(third.map(\.conclusion) == [.refused, .refused])
            #expect(third.map(\.findingIDs) == [[.pinMismatch], [.pinMismatch]])
            #expect(third.map(\.firstUse?.outcome) == [.changed, .changed])
            #expect(files.read("known") == swapped)
            let judgement = try #require(third[0].judgement)
            let entry = try #require(judgement.keyDemand.firstUse?.entry)
            #expect(entry.line == 3 && entry.firstSeen == lab.now)
            #expect(entry.pin == (try PublicKeyPin(of: leaves[1])))
            #expect(entry.facts?.key.hasPrefix("ECDSA") == true)
            #expect(entry.facts?.sha256 == Array(SHA256.hash(data: leaves[1].octets)))
            #expect(judgement.facts[leaves[0]]?.key.hasPrefix("RSA") == true)
            let finding = try #require(judgement.keyDemand.findings.first)
            #expect(finding.cause == .keyChanged && finding.origin == .caller && finding.rule.contains("\(known):3"))
        }

        @Test(
            "what is refused is neither accepted nor recorded",
            arguments: [("wrong-host", .refusedIdentity), ("unknown-root", .refusedTrust)] as [(String, ExitStatus)])
        func refused(server: String, exitStatus: ExitStatus) async throws {
            defer { files.remove() }
            let report = try #require(try await verify(server).first)
            #expect(report.exitStatus == exitStatus)
            #expect(report.firstUse?.outcome == .unrecorded)
            #expect(!FileManager.default.fileExists(atPath: known))
        }

        @Test func `a key that is not the pinned one is not recorded`() async throws {
            defer { files.remove() }
            let report = try #require(try await verify("good-ecdsa") { $0.pins = [try .stranger] }.first)
            #expect(report.exitStatus == .refusedOtherwise && report.findingIDs == [.pinMismatch])
            #expect(report.firstUse?.outcome == .unrecorded)
            #expect(!FileManager.default.fileExists(atPath: known))
        }

        @Test func `a server that was not reached is not looked up`() async throws {
            defer { files.remove() }
            let report = try #require(try await verify("resets").first)
            #expect(report.exitStatus == .noSession && report.firstUse == nil)
            #expect(!FileManager.default.fileExists(atPath: known))
        }

        @Test func `a file that can't be locked costs no judgement`() async throws {
            defer { files.remove() }
            try FileManager.default.createDirectory(atPath: known + ".lock", withIntermediateDirectories: true)
            let report = try #require(try await verify("good-ecdsa").first)
            #expect(report.exitStatus == .cannotCreateOutput && report.conclusion == .countersigned)
            #expect(report.question?.chain.certificates.count == 2)
            #expect(report.firstUse?.outcome == .failed && report.firstUse?.entry == nil)
            let problem = try #require(report.firstUse?.problem)
            #expect(problem.contains("known.lock"))
            #expect(report.warnings == [.knownHosts(problem)])
        }

        @Test func `a file that is damaged later costs no judgement`() async throws {
            defer { files.remove() }
            let verifier = try lab.verifier { $0.knownHosts = try KnownHosts(known) }
            try files.write("nonsense\n", to: "known")
            let report = try await verifier.verify(lab.target("good-ecdsa"))
            #expect(report.exitStatus == .inputOutput && report.conclusion == .countersigned)
            #expect(report.firstUse?.outcome == .failed && report.warnings.count == 1)
            #expect(files.read("known") == "nonsense\n")
        }

        @Test func `a file that is full is told`() async throws {
            defer { files.remove() }
            let verifier = try lab.verifier { $0.knownHosts = try KnownHosts(known, limit: 10) }
            let report = try await verifier.verify(lab.target("good-ecdsa"))
            #expect(report.exitStatus == .cannotCreateOutput && report.conclusion == .countersigned)
            #expect(report.firstUse?.outcome == .full && report.warnings.count == 1)
        }

        @Test func `a stored chain is of no host`() async throws {
            defer { files.remove() }
            let verifier = try lab.verifier { $0.knownHosts = try KnownHosts(known) }
            let identity = ReferenceIdentity.dns(try DNSName(parsing: lab.host("good-ecdsa")))
            let report = verifier.check(try await lab.chain("good-ecdsa"), for: identity)
            #expect(report.exitStatus == .countersigned && report.firstUse == nil)
            #expect(!FileManager.default.fileExists(atPath: known))
        }
    }
}
