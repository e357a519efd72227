import Countersigning
import Dispatch
import HandshakeProbe
import NIOPosix
import NIOCore
import ServerIdentity
import Synchronization
import Testing
import TestKit

extension VerifierTests {
    /// How it ends is asserted, never how long it takes.
    @Suite("Deadlines and cancellation")
    struct DeadlineTests {
        private let lab: LoopbackLab

        init() throws { lab = try .started() }

        @Test("a server that says nothing ends at the overall limit", arguments: ["stalls", "stalls-mid-handshake"])
        func overall(server: String) async throws {
            let verifier = try lab.verifier { $0.connection.timeout = .milliseconds(100) }
            let report = try await verifier.verify(lab.target(server))
            #expect(report.failure?.code == .timeout)
            #expect(report.exitStatus == .unreachable && report.conclusion == .undecided)
        }

        @Test("the handshake has a limit of its own", arguments: ["stalls", "stalls-mid-handshake", "stalls-at-the-end"])
        func handshake(server: String) async throws {
            let verifier = try lab.verifier { $0.connection.limits.handshake = .milliseconds(50) }
            let report = try await verifier.verify(lab.target(server))
            #expect(report.failure?.code == .timeout && report.failure?.stage == .handshake)
            #expect(report.failure?.address == "127.0.0.1")
            #expect(report.exitStatus == .unreachable)
        }

        @Test("a server that sends too much ends at the limit of octets", arguments: [1_024 * 1_024, 20_000])
        func octets(limit: Int) async throws {
            let verifier = try lab.verifier { $0.connection.limits.maximumOctets = limit }
            let report = try await verifier.verify(lab.target("floods"))
            #expect(report.failure?.code == .limitExceeded && report.exitStatus == .noSession)
        }

        /// The threads of the resolver are held, as by a name server that does not answer.
        @Test func `a resolver that answers after the deadline`() async throws {
            let threads = ProbeThreads(loops: 1, concurrency: 1)
            let held = DispatchSemaphore(value: 0)
            for _ in 0..<8 { threads.resolvers.submit { _ in held.wait() } }
            let verifier = try lab.verifier {
                $0.threads = threads
                $0.connection.timeout = .milliseconds(100)
            }
            let port = try lab.target("good-ecdsa").split(separator: ":").last.map(String.init) ?? ""
            let report = await verifier.verify("localhost:\(port)")
            #expect(report.failure?.code == .timeout && report.failure?.stage == .resolve)
            #expect(report.exitStatus == .unreachable)
            for _ in 0..<8 { held.signal() }
            // What it answers now concerns nobody, and the next name is looked up again.
            let patient = try verifier.connecting(by: ConnectionOptions())
            let later = await patient.verify("localhost:\(port)")
            #expect(later.judgement != nil, "\(later)")
        }

        /// An hour: whoever waits for a deadline instead of the cancellation meets the test's own limit.
        private func patient() throws -> Verifier {
            try lab.verifier {
                $0.connection.timeout = .seconds(3_600)
                $0.concurrency = 2
            }
        }

        @Test(.timeLimit(.minutes(1))) func `a cancelled task ends a handshake, and its connection`() async throws {
            let listener = try await Listener.start()
            let (verifier, target) = (try patient(), try listener.target())
            let task = Task { await verifier.verify(target) }
            let connection = try await listener.firstConnection()
            task.cancel()
            let report = await task.value
            #expect(report.failure?.code == .cancelled && report.failure?.stage == .handshake)
            #expect(report.exitStatus == .unreachable && report.conclusion == .undecided)
            try await connection.closeFuture.get()
            try await listener.stop()
        }

        @Test(.timeLimit(.minutes(1))) func `a task that was cancelled before begins nothing that lasts`() async throws {
            let (verifier, target) = (try patient(), try lab.target("stalls"))
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return await verifier.verify(target)
            }
            task.cancel()
            #expect(await task.value.failure?.code == .cancelled)
        }

        @Test("a cancelled run begins no more targets, and throws", .timeLimit(.minutes(1)), arguments: [false, true])
        func run(isOfFile: Bool) async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let listener = try await Listener.start()
            let (verifier, target) = (try patient(), try listener.target())
            let path = try files.write(String(repeating: target + "\n", count: 100), to: "targets")
            let reports = Mutex<[Report]>([])
            let task = Task {
                func keep(_ report: Report) { reports.withLock { $0.append(report) } }
                if isOfFile {
                    try await verifier.verify(each: try TargetLines(file: path), report: keep)
                } else {
                    try await verifier.verify(each: AsyncStream { target }, report: keep)
                }
            }
            _ = try await listener.firstConnection()
            task.cancel()
            let end = await task.result
            #expect(reports.withLock(\.self).allSatisfy { $0.failure?.code == .cancelled })
            #expect(throws: CancellationError.self) { try end.get() }
            #expect(reports.withLock(\.count) <= verifier.options.concurrency)
            try await listener.stop()
        }
    }
}
