import NIOCore
import NIOPosix

/// The threads of a run: one event loop for each core, one for deadlines, and some that may block in the resolver.
struct ProbeThreads {
    let loops: MultiThreadedEventLoopGroup
    let timers: MultiThreadedEventLoopGroup
    let resolvers: NIOThreadPool
    /// For blocking reads of standard input, which must not wait for a resolver.
    let reader: NIOThreadPool

    /// Four look-ups for each target in flight: one that hangs keeps its thread after its target was given up.
    private static let resolversPerTarget = 4
    private static let maximumResolvers = 256

    /// Starts the threads. They end with the process, and nobody waits for them: one may hang in the system's resolver or over a
    /// peer's key, and connections that were given up may still be closing.
    init(concurrency: Int) {
        loops = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        timers = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        resolvers = NIOThreadPool(numberOfThreads: min(concurrency * Self.resolversPerTarget, Self.maximumResolvers))
        reader = NIOThreadPool(numberOfThreads: 1)
        resolvers.start()
        reader.start()
    }
}
