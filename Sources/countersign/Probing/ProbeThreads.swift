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

    private init(concurrency: Int) {
        loops = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        timers = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        resolvers = NIOThreadPool(numberOfThreads: min(concurrency * Self.resolversPerTarget, Self.maximumResolvers))
        reader = NIOThreadPool(numberOfThreads: 1)
        resolvers.start()
        reader.start()
    }

    /// Lends threads to the work, and lets them go. Nobody waits for them: one may hang in the system's resolver or over a peer's key, and
    /// the process is about to end.
    static func with<Value>(concurrency: Int, _ work: (ProbeThreads) async throws -> Value) async throws -> Value {
        let threads = ProbeThreads(concurrency: concurrency)
        defer {
            threads.loops.shutdownGracefully { _ in }
            threads.timers.shutdownGracefully { _ in }
            threads.resolvers.shutdownGracefully { _ in }
            threads.reader.shutdownGracefully { _ in }
        }
        return try await work(threads)
    }
}
