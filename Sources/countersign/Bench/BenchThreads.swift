import HandshakeProbe
import NIOPosix

/// The threads of a benchmark: the event loops whose work is measured, one for deadlines, one that may block. They end with the process.
struct BenchThreads: Sendable {
    let loops: MultiThreadedEventLoopGroup
    let timers: MultiThreadedEventLoopGroup
    let blocking: NIOThreadPool

    init(loops count: Int) {
        loops = MultiThreadedEventLoopGroup(numberOfThreads: count)
        timers = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        blocking = NIOThreadPool(numberOfThreads: 1)
        blocking.start()
    }

    func probe(_ configuration: ProbeConfiguration) -> HandshakeProbe {
        HandshakeProbe(
            configuration: configuration, group: loops, timers: timers.next(), resolverThreads: blocking, now: SystemClock.now)
    }
}
