import Countersigning
import ServerIdentity
import Synchronization
import Testing
import TestKit

extension VerifierTests {
    @Suite("Many targets")
    struct TargetStreamTests {
        private let lab: LoopbackLab
        private let files: TemporaryDirectory

        init() throws {
            lab = try .started()
            files = try TemporaryDirectory()
        }

        private static let servers = ["good-ecdsa", "wrong-host", "expired-leaf", "unknown-root"]
        private static let statuses: [ExitStatus] = [.countersigned, .refusedIdentity, .refusedTime, .refusedTrust]

        private func stream(_ targets: [String]) -> AsyncStream<String> {
            AsyncStream { continuation in
                for target in targets { continuation.yield(target) }
                continuation.finish()
            }
        }

        private func reports(_ targets: [String], by verifier: Verifier) async throws -> [Report] {
            var reports: [Report] = []
            try await verifier.verify(each: stream(targets)) { reports.append($0) }
            return reports
        }

        @Test func `reports come in the order of the targets`() async throws {
            defer { files.remove() }
            let closed = "closed.example{127.0.0.1}:\(Ports.free(1)[0])"
            let servers = try Self.servers.map(lab.target)
            let targets = [servers[0], "not a host", closed, servers[1], servers[2], servers[3], servers[0]]
            let reports = try await reports(targets, by: try lab.verifier())
            #expect(reports.map(\.target) == targets)
            #expect(
                reports.map(\.exitStatus) == [
                    .countersigned, .usage, .unreachable, .refusedIdentity, .refusedTime, .refusedTrust, .countersigned,
                ])
        }

        @Test func `the most serious status of the targets is the run's`() async throws {
            defer { files.remove() }
            let targets = try Self.servers.map(lab.target)
            let closed = "closed.example{127.0.0.1}:\(Ports.free(1)[0])"
            let rows: [(targets: [String], exitStatus: ExitStatus)] = [
                ([targets[0], targets[0]], .countersigned), ([targets[0], closed], .unreachable),
                ([closed, targets[2]], .refusedTime), ([targets[2], targets[3]], .refusedTrust),
                ([targets[3], targets[1], targets[2], targets[0], closed], .refusedIdentity),
                ([targets[1], "a b"], .refusedIdentity), (["a b", closed], .usage), ([], .usage),
            ]
            let verifier = try lab.verifier()
            for row in rows {
                let statuses = try await reports(row.targets, by: verifier).map(\.exitStatus)
                #expect(statuses.count == row.targets.count, "\(row.targets)")
                #expect(ExitStatus.mostSerious(statuses) == row.exitStatus, "\(row.targets)")
            }
        }

        @Test("all lines of a file are answered, however many are in flight", arguments: [1, 50])
        func lines(concurrency: Int) async throws {
            defer { files.remove() }
            let targets = try (0..<60).map { try lab.target(Self.servers[$0 % 4]) }
            let path = try files.write(targets.map { $0 + "\n" }.joined(), to: "targets")
            var reports: [Report] = []
            let verifier = try lab.verifier { $0.concurrency = concurrency }
            try await verifier.verify(each: try TargetLines(file: path)) { reports.append($0) }
            #expect(reports.map(\.target) == targets)
            #expect(reports.map(\.exitStatus) == (0..<60).map { Self.statuses[$0 % 4] })
        }

        @Test func `targets that were named come before those of a file, comments and empty lines do not count`() async throws {
            defer { files.remove() }
            let targets = try Self.servers.map(lab.target)
            let tooLong = String(repeating: "a", count: 20_000)
            let path = try files.write(
                "# comment\n\n\(targets[1])   # wrong\n\(tooLong)\n\t\(targets[2])\r\n\(targets[3])", to: "targets")
            var reports: [Report] = []
            try await lab.verifier().verify(each: try TargetLines([targets[0]], file: path)) { reports.append($0) }
            #expect(reports.map(\.target) == [targets[0], targets[1], "line 4", targets[2], targets[3]])
            #expect(reports.map(\.exitStatus) == [.countersigned, .refusedIdentity, .usage, .refusedTime, .refusedTrust])
            #expect(reports[2].problem?.code == .usage)
        }

        /// A server that closes three connections at a time, the last one first: fewer in flight would wait for ever.
        @Test(.timeLimit(.minutes(1))) func `so many are in flight as allowed, and no more targets are read`() async throws {
            defer { files.remove() }
            let concurrency = 3
            let listener = try await Listener.start(closingEvery: concurrency)
            let targets = try (0..<9).map { try listener.target("host\($0).example") }
            let unanswered = Mutex<[Int]>([])
            let read = Mutex(0)
            let stream = AsyncStream { () -> String? in
                let index = read.withLock { read in
                    defer { read += 1 }
                    return read
                }
                guard index < targets.count else { return nil }
                unanswered.withLock { $0.append(index + 1 - listener.closed) }
                return targets[index]
            }
            let verifier = try lab.verifier {
                $0.concurrency = concurrency
                $0.connection.timeout = .seconds(3_600)
            }
            var reports: [Report] = []
            try await verifier.verify(each: stream) { reports.append($0) }
            #expect(reports.map(\.target) == targets)
            #expect(reports.allSatisfy { $0.exitStatus == .noSession })
            #expect(listener.mostOpen == concurrency)
            #expect(unanswered.withLock(\.self).max() == concurrency)
            try await listener.stop()
        }

        private struct Broken: Error {}

        @Test(.timeLimit(.minutes(1))) func `what the caller throws ends the run at once`() async throws {
            defer { files.remove() }
            let listener = try await Listener.start()
            let verifier = try lab.verifier { $0.connection.timeout = .seconds(3_600) }
            let targets = [try lab.target("good-ecdsa"), try listener.target()]
            var reports: [Report] = []
            await #expect(throws: Broken.self) {
                try await verifier.verify(each: stream(targets)) {
                    reports.append($0)
                    throw Broken()
                }
            }
            #expect(reports.map(\.target) == [targets[0]])
            try await listener.stop()
        }

        @Test func `what the stream throws comes after the reports of all that was begun`() async throws {
            defer { files.remove() }
            let targets = try Self.servers.map(lab.target)
            let stream = AsyncThrowingStream<String, any Error> { continuation in
                for target in targets { continuation.yield(target) }
                continuation.finish(throwing: Broken())
            }
            var reports: [Report] = []
            let verifier = try lab.verifier()
            await #expect(throws: Broken.self) { try await verifier.verify(each: stream) { reports.append($0) } }
            #expect(reports.map(\.exitStatus) == Self.statuses)
        }
    }
}
