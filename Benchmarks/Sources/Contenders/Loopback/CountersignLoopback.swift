import GnuTLS
import HandshakeProbe
import NIOCore
import NIOPosix
import ServerIdentity

/// Ours: `HandshakeProbe` completes the handshake on an event loop, and the engines judge the chain there.
///
/// Everything that knows how a probe is driven is in this file.
enum CountersignLoopback {
    static func run(_ request: LoopbackRequest, engines: EngineSet) throws -> LoopbackOutcome {
        let loops = MultiThreadedEventLoopGroup(numberOfThreads: request.threads)
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
        let host = request.question.host
        let target = Target(
            text: host, identity: asking.identity, host: host, port: request.port, address: "127.0.0.1")
        return try InFlightRun.measure(request, on: loops) { loop in
            { ended in
                probe.observe(target, on: loop).assumeIsolated().whenComplete { result in
                    switch result {
                    case .failure: ended(.failed)
                    case .success(let observation):
                        ended(engines.accepts(asking.question(observation.chain)) ? .accepted : .refused)
                    }
                }
            }
        }
    }
}
