import CMeasuring
import GnuTLS
import HandshakeProbe
import NIOCore
import NIOPosix
import ServerIdentity

/// Ours: `HandshakeProbe` completes the handshake on its event loop, and the engines judge the chain there.
///
/// Everything that knows how a probe is driven is in this file.
enum CountersignLoopback {
    static func run(_ request: LoopbackRequest, engines: EngineSet) throws -> LoopbackOutcome {
        let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let timers = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let resolvers = NIOThreadPool(numberOfThreads: 1)
        resolvers.start()
        defer {
            // The process ends soon: what can't be shut down now ends with it.
            try? loops.syncShutdownGracefully()
            try? timers.syncShutdownGracefully()
            try? resolvers.syncShutdownGracefully()
        }
        let configuration = ProbeConfiguration(
            priority: try Priority(Priority.clientDefault + MemoryScenario.Version.tls13.priority), credentials: try Credentials())
        let asking = try request.question.asking()
        let instant = asking.instant
        let probe = HandshakeProbe(
            configuration: configuration, group: loops, timers: timers.next(), resolverThreads: resolvers, now: { instant })
        func round(_ count: Int) throws -> ProbeRun.Counts {
            let loop = loops.next()
            return try loop.flatSubmit { ProbeRun(request, probe, asking, engines, on: loop, count).start() }.wait()
        }
        if request.warmUp > 0 { _ = try round(request.warmUp) }
        let (processor, elapsed) = (stopwatch_process_cpu_ns(), stopwatch_now_ns())
        let counts = try round(request.handshakes)
        return LoopbackOutcome(
            handshakes: counts.handshakes, refused: counts.refused, errors: counts.errors,
            processorMicroseconds: Double(stopwatch_process_cpu_ns() - processor) / 1_000,
            seconds: Double(stopwatch_now_ns() - elapsed) / 1_000_000_000)
    }
}

/// So many probes, so many in flight; lives on its event loop.
private final class ProbeRun {
    struct Counts: Sendable {
        var handshakes = 0
        var refused = 0
        var errors = 0
        var unstarted: Int
        var open = 0
    }

    private let probe: HandshakeProbe
    private let asking: Asking
    private let engines: EngineSet
    private let target: Target
    private let inFlight: Int
    private let loop: any EventLoop
    private var counts: Counts
    private let promise: EventLoopPromise<Counts>

    init(
        _ request: LoopbackRequest, _ probe: HandshakeProbe, _ asking: Asking, _ engines: EngineSet, on loop: any EventLoop,
        _ count: Int
    ) {
        self.probe = probe
        self.asking = asking
        self.engines = engines
        self.loop = loop
        inFlight = request.inFlight
        target = Target(
            text: request.question.host, identity: asking.identity, host: request.question.host, port: request.port,
            address: "127.0.0.1")
        counts = Counts(unstarted: count)
        promise = loop.makePromise()
    }

    func start() -> EventLoopFuture<Counts> {
        for _ in 0..<min(inFlight, counts.unstarted) { begin() }
        return promise.futureResult
    }

    private func begin() {
        guard counts.unstarted > 0 else { return }
        counts.unstarted -= 1
        counts.open += 1
        probe.observe(target, on: loop).assumeIsolated().whenComplete { result in
            switch result {
            case .failure: self.ended(\.errors)
            case .success(let observation):
                let isAccepted = self.engines.accepts(self.asking.question(observation.chain))
                self.ended(isAccepted ? \.handshakes : \.refused)
            }
        }
    }

    private func ended(_ how: WritableKeyPath<Counts, Int>) {
        counts[keyPath: how] += 1
        counts.open -= 1
        begin()
        if counts.open == 0, counts.unstarted == 0 { promise.succeed(counts) }
    }
}
