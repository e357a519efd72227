import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A server of a test's own that says nothing. It may close connections: as soon as so many have said hello, all of
/// them, the last one first.
final class Listener: Sendable {
    private struct State {
        var waiting: [any Channel] = []
        var open = 0
        var mostOpen = 0
        var closed = 0
    }

    private let state = Mutex(State())
    private let batch: Int?
    private let firstHello: EventLoopPromise<any Channel>
    private let bound: Mutex<(any Channel)?>

    private init(closingEvery batch: Int?, on group: any EventLoopGroup) {
        self.batch = batch
        firstHello = group.next().makePromise()
        bound = Mutex(nil)
    }

    /// Begins to listen on 127.0.0.1.
    ///
    /// - Parameter batch: how many connections must have said hello for all of them to be closed; nil closes none.
    static func start(closingEvery batch: Int? = nil) async throws -> Listener {
        let group = MultiThreadedEventLoopGroup.singleton
        let listener = Listener(closingEvery: batch, on: group)
        let bound = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    listener.accepted()
                    try channel.pipeline.syncOperations.addHandler(HelloHandler { listener.heard(channel) })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        listener.bound.withLock { $0 = bound }
        return listener
    }

    /// Ends listening and every connection that waits.
    func stop() async throws {
        try await bound.withLock(\.self)?.close()
        firstHello.fail(ChannelError.ioOnClosedChannel)
        for channel in state.withLock(\.waiting) { channel.close(promise: nil) }
    }

    var port: Int { get throws { try #require(bound.withLock(\.self)?.localAddress?.port) } }

    /// `HOST{127.0.0.1}:PORT`.
    func target(_ host: String = "www.example") throws -> String { "\(host){127.0.0.1}:\(try port)" }

    /// How many connections have been open at once.
    var mostOpen: Int { state.withLock(\.mostOpen) }

    /// How many connections this server has closed; each counts before it is closed.
    var closed: Int { state.withLock(\.closed) }

    /// The first connection, when its first octets have come.
    func firstConnection() async throws -> any Channel { try await firstHello.futureResult.get() }

    private func accepted() {
        state.withLock {
            $0.open += 1
            $0.mostOpen = max($0.mostOpen, $0.open)
        }
    }

    private func heard(_ channel: any Channel) {
        let closing: [any Channel] = state.withLock { state in
            state.waiting.append(channel)
            guard state.waiting.count == batch else { return [] }
            defer { state.waiting = [] }
            state.open -= state.waiting.count
            state.closed += state.waiting.count
            return state.waiting.reversed()
        }
        firstHello.succeed(channel)
        for channel in closing { channel.close(promise: nil) }
    }
}

/// Tells when a connection's first octets have come.
private final class HelloHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var onHello: (() -> Void)?

    init(_ onHello: @escaping () -> Void) { self.onHello = onHello }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { onHello.take()?() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
