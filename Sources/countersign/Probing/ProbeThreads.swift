import NIOCore
import NIOPosix

/// The threads of a run: one event loop for each core, and a few threads that may block in the resolver.
struct ProbeThreads {
    let loops: MultiThreadedEventLoopGroup
    let resolvers: NIOThreadPool

    init(resolvers count: Int) {
        loops = MultiThreadedEventLoopGroup(numberOfThreads: System.coreCount)
        resolvers = NIOThreadPool(numberOfThreads: count)
        resolvers.start()
    }

    /// Ends all threads, also when the work throws.
    static func with<Value>(resolvers: Int, _ work: (ProbeThreads) async throws -> Value) async throws -> Value {
        let threads = ProbeThreads(resolvers: resolvers)
        do {
            let value = try await work(threads)
            try await threads.stop()
            return value
        } catch {
            try await threads.stop()
            throw error
        }
    }

    private func stop() async throws {
        try await loops.shutdownGracefully()
        // A look-up that hangs in the system's resolver must not hold up the exit: nobody waits for these threads.
        resolvers.shutdownGracefully { _ in }
    }
}
