import Countersigning
import CrossCheck
import HandshakeBench
import ServerIdentity

/// Rows of a benchmark, made of plain values.
enum BenchExamples {
    static func result(
        server: String? = "good-rsa", priority: String = "NORMAL", _ load: BenchLoad = load, _ figures: BenchFigures = measured,
        engines: [String] = ["gnutls", "swift"]
    ) throws -> BenchResult {
        let row = BenchRow(server: server, target: "www.example.org:443", priority: priority, load: load)
        return BenchResult(row: row, first: try accepted(by: engines), figures: figures)
    }

    struct NoSuchInstant: Error {}

    /// What the first handshake came to, without the facts of its certificates.
    private static func accepted(by engines: [String]) throws -> Judgement {
        guard let instant = Instant(rfc3339: "2026-11-23T21:00:00Z") else { throw NoSuchInstant() }
        let (leaf, root) = (try CertificateDER([1]), try CertificateDER([3]))
        let question = Question(
            chain: try CertificateChain([leaf]),
            identity: try ReferenceIdentity(parsing: "www.example.org") { .failure(ReferenceIdentityError($0, "ASCII only")) },
            policy: .default, anchors: try TrustAnchorSet([TrustAnchor(root)], source: "file roots.pem"), instant: instant)
        let tls = TLSFacts(
            version: "TLS1.3", cipher: "TLS_AES_256_GCM_SHA384", group: "X25519", signature: "ECDSA-SECP256R1-SHA256", alpn: "h2",
            serverName: "www.example.org")
        let observation = Observation(
            address: "192.0.2.1", observedAt: instant, tls: tls, chain: question.chain, stapledOCSP: nil, timings: StageTimings())
        let answers = [
            EngineIdentity(id: "gnutls", version: "3.7.9", packageVersion: "3.7.9-2+deb12u7"),
            EngineIdentity(id: "swift", version: "1.0.0"),
        ].filter { engines.contains($0.id) }
            .map { EngineAnswer(engine: $0, scope: [.name, .validity, .form], verdict: .accepted(path: [leaf, root])) }
        return Judgement(
            examination: Examination(question: question, answers: answers), observation: observation, facts: [:],
            anchorsSHA256: [UInt8](repeating: 0xAB, count: 32))
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
            BenchFailure(
                ProbeFailure(
                    stage: .handshake, code: .notTLS, text: "the first octets are 'HTTP/1.1 400 Bad Request'", address: "192.0.2.1")
            ),
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
