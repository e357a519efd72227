import Benchmark
public import Contenders
import Foundation
import Servers

/// Hands contenders to ordo-one's `swift package benchmark`, each as a benchmark of its own.
///
/// Ratios between contenders come from `compare`, which runs them interleaved; here they are for baselines, thresholds
/// and the plugin's metrics.
public enum Registration {
    /// Registers all in-process contenders of a suite, and for handshakes those over loopback if nginx is there.
    public static func register(_ suite: Suite) {
        // A variable of the library's that nothing else touches while benchmarks are registered.
        unsafe Benchmark.defaultConfiguration = .init(
            metrics: [.wallClock, .throughput, .instructions], warmupIterations: 1, scalingFactor: suite.scaling,
            maxDuration: .seconds(1), maxIterations: 100_000)
        do {
            let pki = try makePKI()
            for contender in try Roster.inProcess([suite], pki).contenders { register(contender) }
            if suite == .handshake { try registerLoopback(pki) }
        } catch {
            // The plugin takes no errors here: a benchmark that says why is the way to tell.
            Benchmark("\(suite.rawValue): can't be set up") { $0.error("\(error)") }
        }
    }

    private static func register(_ contender: any Contender) {
        Benchmark(
            "\(contender.task): \(contender.name)",
            closure: { benchmark in
                benchmark.startMeasurement()
                _ = try contender.run(operations: benchmark.scaledIterations.count)
                benchmark.stopMeasurement()
            }, setup: { try contender.prove() })
    }

    /// The C clients, NIOSSL and ours in this process; nginx is outside it.
    private static func registerLoopback(_ pki: BenchmarkPKI) throws {
        guard LoopbackServer.program != nil else { return }
        let nginx = StartedServer(pki)
        for kind in [KeyKind.rsa, .ecdsa] {
            let question = HandshakeQuestion(host: BenchmarkPKI.host, rootsFile: pki.rootFile(kind))
            for client in LoopbackClient.allCases {
                Benchmark(
                    "handshake loopback TLS1.3 \(kind.rawValue) full, 256 handshakes: \(client.title)",
                    closure: { benchmark in
                        guard let port = nginx.port(kind) else { return benchmark.error("nginx is not running") }
                        let request = LoopbackRequest(question: question, port: port, handshakes: 256, warmUp: 0)
                        benchmark.startMeasurement()
                        let outcome = try client.run(request)
                        benchmark.stopMeasurement()
                        if outcome.handshakes != request.handshakes { benchmark.error("\(outcome)") }
                    }, setup: { try nginx.start() }, teardown: { nginx.stop() })
            }
        }
    }

    /// nginx for as long as one benchmark takes.
    private final class StartedServer {
        private let pki: BenchmarkPKI
        private var server: LoopbackServer?

        init(_ pki: BenchmarkPKI) { self.pki = pki }

        func start() throws { server = try LoopbackServer(pki) }
        func port(_ kind: KeyKind) -> Int? { server?.ports[.init(kind, .tls13)] }
        func stop() {
            server?.stop()
            server = nil
        }
    }

    /// Certificates in a folder of the build: the plugin ends its processes before they can clear up.
    private static func makePKI() throws -> BenchmarkPKI {
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try BenchmarkPKI.make(in: package.appendingPathComponent(".build/benchmark-pki"))
    }
}

extension Suite {
    /// How many operations make one iteration: what takes less than a microsecond can't be timed alone.
    fileprivate var scaling: BenchmarkScalingFactor {
        switch self {
        case .names, .parsing: .kilo
        case .handshake, .chains, .trust: .one
        }
    }
}
