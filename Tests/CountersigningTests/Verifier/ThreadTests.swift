import Countersigning
import Dispatch
import NIOCore
import NIOPosix
import Synchronization
import Testing

extension VerifierTests {
    @Suite("Event loops of the caller's own")
    struct ThreadTests {
        @Test func `connections live on the event loops that were handed in, which stay their owner's`() async throws {
            let lab = try LoopbackLab.started()
            let group = CountingGroup()
            let verifier = try lab.verifier { $0.threads = ProbeThreads(on: group, concurrency: 2) }
            #expect(try await verifier.verify(lab.target("good-ecdsa")).exitStatus == .countersigned)
            #expect(try await verifier.verify(lab.target("wrong-host")).exitStatus == .refusedIdentity)
            #expect(group.handedOut == 2)
            // The owner ends them.
            try await group.shutdownGracefully()
        }
    }
}

/// An event loop, and how often it was asked for.
private final class CountingGroup: EventLoopGroup {
    private let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let count = Mutex(0)

    var handedOut: Int { count.withLock(\.self) }

    func next() -> any EventLoop {
        count.withLock { $0 += 1 }
        return loops.next()
    }

    func makeIterator() -> EventLoopIterator { loops.makeIterator() }

    func shutdownGracefully(queue: DispatchQueue, _ callback: @escaping @Sendable ((any Error)?) -> Void) {
        loops.shutdownGracefully(queue: queue, callback)
    }
}
