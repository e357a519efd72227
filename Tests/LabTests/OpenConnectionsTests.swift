import NIOCore
import NIOPosix
import Testing

@testable import Lab

@Suite("Connections of the lab")
struct OpenConnectionsTests {
    @Test func `connections beyond the limit are closed, and none is taken after the end`() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        let connections = OpenConnections(maximum: 1)
        let listener = try await ServerBootstrap(group: group)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try connections.admit(channel)
                    channel.write(ByteBuffer(string: "admitted"), promise: nil)
                    channel.flush()
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(listener.localAddress?.port)

        func connect() async throws -> (channel: any Channel, firstOctets: EventLoopFuture<Int>) {
            let promise = group.next().makePromise(of: Int.self)
            let channel = try await ClientBootstrap(group: promise.futureResult.eventLoop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(FirstOctets(promise))
                    }
                }
                .connect(host: "127.0.0.1", port: port).get()
            return (channel, promise.futureResult)
        }

        let first = try await connect()
        #expect(try await first.firstOctets.get() == 8)
        let second = try await connect()
        #expect(try await second.firstOctets.get() == 0)
        try await second.channel.closeFuture.get()

        await connections.closeAll()
        try await first.channel.closeFuture.get()
        let third = try await connect()
        #expect(try await third.firstOctets.get() == 0, "nothing is admitted after the end")
        try await listener.close()
    }
}

/// How many octets come first; 0 if the connection ends without any.
private final class FirstOctets: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let promise: EventLoopPromise<Int>
    private var isDone = false

    init(_ promise: EventLoopPromise<Int>) { self.promise = promise }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { done(unwrapInboundIn(data).readableBytes) }

    func channelInactive(context: ChannelHandlerContext) { done(0) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        done(0)
        context.close(promise: nil)
    }

    private func done(_ count: Int) {
        if isDone { return }
        isDone = true
        promise.succeed(count)
    }
}
