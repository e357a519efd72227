import Countersigning
import ServerIdentity
import VerdictReport

/// Rows of a benchmark, made of plain values.
enum BenchExamples {
    struct NotJudged: Error {}

    static func result(
        server: String? = "good-rsa", priority: String = "NORMAL", _ load: BenchLoad = load, _ figures: BenchFigures = measured,
        engines: [String] = ["gnutls", "swift"]
    ) throws -> BenchResult {
        let accepted = Verdict.accepted(path: try Fixture.path())
        let answers = Fixture.answers(gnutls: accepted, swift: accepted).filter { engines.contains($0.engine.id) }
        guard case .judged(let first) = try Fixture.judged(answers) else { throw NotJudged() }
        let row = BenchRow(server: server, target: "www.example.org:443", priority: priority, load: load)
        return BenchResult(row: row, first: first, figures: figures)
    }

    static let load = BenchLoad(concurrency: 64, threads: 2, duration: 5)

    static var measured: BenchFigures {
        var figures = BenchFigures()
        figures.handshakes = 10_042
        figures.seconds = 5.021
        figures.cpuMicroseconds = 8_234_567
        figures.latency = BenchLatency(p50: 31_007, p90: 52_000, p99: 80_123, max: 1_234_567)
        figures.memoHits = 20_082
        figures.memoMisses = 2
        return figures
    }

    /// A few failures among many handshakes, all resumed but one.
    static var troubled: BenchFigures {
        var figures = measured
        figures.resumed = figures.handshakes - 1
        figures.failures = [
            BenchFailure(stage: "handshake", code: "reset", text: "connection reset by peer\n\u{1B}[2J", count: 3),
            BenchFailure(stage: "verify", code: "refused", text: "expired on 2026-11-01T00:00:00Z"),
        ]
        figures.tls = TLSFacts(
            version: "TLS1.2", cipher: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", group: "X25519", signature: nil, alpn: nil,
            serverName: nil)
        figures.ending = .interrupted
        return figures
    }

    /// Nothing but failures.
    static var failed: BenchFigures {
        var figures = BenchFigures()
        figures.seconds = 0.25
        figures.cpuMicroseconds = 90_000
        figures.failures = [
            BenchFailure(Fixture.failure),
            BenchFailure(stage: "connect", code: "unreachable", text: "connection refused", count: 63),
        ]
        figures.ending = .failures
        return figures
    }

    static var paced: BenchLoad {
        var load = BenchLoad(concurrency: 1, threads: 1, duration: 0.5, rate: 20)
        load.isResuming = true
        load.usesMemo = false
        return load
    }
}
