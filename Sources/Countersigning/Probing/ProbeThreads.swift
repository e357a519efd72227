package import HandshakeProbe
public import NIOCore
package import NIOPosix
package import ServerIdentity

/// The threads of a run: event loops, one for deadlines, some that may block in the resolver, and some on which engines
/// judge.
///
/// They end with the process, and nobody waits for them: one may hang in the system's resolver or in an engine's
/// library, and connections that were given up may still be closing.
public struct ProbeThreads: Sendable {
    package let loops: any EventLoopGroup
    package let resolvers: NIOThreadPool
    package let judges: JudgingThreads
    package var timers: any EventLoop { deadlines.loop }
    private let deadlines: Deadlines

    /// Addresses need no look-up, so that 32 threads serve many hosts; all are started at once, and a container may
    /// allow few.
    private static let maximumResolvers = 32

    /// One set for every verifier of this process that asks for no other: a loop for each core.
    public static let shared = ProbeThreads(loops: System.coreCount, concurrency: maximumResolvers)

    /// Starts threads.
    ///
    /// - Parameters:
    ///   - count: how many event loops.
    ///   - concurrency: how many hosts are looked up at once.
    public init(loops count: Int = System.coreCount, concurrency: Int) {
        self.init(on: MultiThreadedEventLoopGroup(numberOfThreads: count), concurrency: concurrency)
    }

    /// Takes somebody else's event loops (of NIOPosix), who shuts them down, and starts the other threads.
    ///
    /// - Parameters:
    ///   - group: where connections live; engines judge on other threads.
    ///   - concurrency: how many hosts are looked up at once.
    public init(on group: any EventLoopGroup, concurrency: Int) {
        loops = group
        deadlines = Deadlines(on: MultiThreadedEventLoopGroup(numberOfThreads: 1).next())
        judges = JudgingThreads(deadlines: deadlines)
        resolvers = NIOThreadPool(numberOfThreads: min(max(4, concurrency), Self.maximumResolvers))
        resolvers.start()
    }

    /// How many threads are lost at this moment, in an engine's library that did not come back by a target's deadline.
    public var givenUp: Int { judges.givenUp }

    /// A probe that lives on these threads.
    package func probe(
        _ configuration: ProbeConfiguration, now: @escaping @Sendable () -> Instant = SystemClock.now
    ) -> HandshakeProbe {
        HandshakeProbe(
            configuration: configuration, group: loops, deadlines: deadlines, resolverThreads: resolvers, now: now)
    }

    /// Does something that may block, as a look-up does.
    package func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await resolvers.runIfActive(work)
    }
}
