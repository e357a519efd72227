import HandshakeProbe
import NIOCore
import NIOPosix

/// The threads of a run: event loops, one for deadlines, and some that may block in the resolver.
struct ProbeThreads: Sendable {
    let loops: MultiThreadedEventLoopGroup
    let timers: MultiThreadedEventLoopGroup
    let resolvers: NIOThreadPool
    /// For blocking reads of a pipe, which must not wait for a resolver.
    let reader: NIOThreadPool

    /// Addresses need no look-up, so that 32 threads serve many hosts; all are started at once, and a container may allow few.
    private static let maximumResolvers = 32

    /// Starts the threads. They end with the process, and nobody waits for them: one may hang in the system's resolver or over a
    /// peer's key, and connections that were given up may still be closing.
    ///
    /// - Parameters:
    ///   - loops: how many event loops; one for each core unless given.
    ///   - concurrency: how many hosts are looked up at once.
    init(loops count: Int = System.coreCount, concurrency: Int) {
        loops = MultiThreadedEventLoopGroup(numberOfThreads: count)
        timers = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        resolvers = NIOThreadPool(numberOfThreads: min(max(4, concurrency), Self.maximumResolvers))
        reader = NIOThreadPool(numberOfThreads: 1)
        resolvers.start()
        reader.start()
    }

    /// A probe that lives on these threads.
    func probe(_ configuration: ProbeConfiguration) -> HandshakeProbe {
        HandshakeProbe(
            configuration: configuration, group: loops, timers: timers.next(), resolverThreads: resolvers, now: SystemClock.now)
    }
}
