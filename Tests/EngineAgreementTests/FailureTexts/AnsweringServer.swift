import NIOCore
import NIOPosix
import Testing

/// A server on 127.0.0.1 that answers the first octets with octets of its own and closes; or never says anything.
enum AnsweringServer {
    /// - Parameter answer: nil to say nothing; empty to close.
    static func whileUp<Done: Sendable>(
        answering answer: [UInt8]?, _ work: (_ port: Int) async throws -> Done
    ) async throws -> Done {
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answer(answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            let done = try await work(try #require(listener.localAddress?.port))
            try await listener.close()
            return done
        } catch {
            try? await listener.close()
            throw error
        }
    }

    private final class Answer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private var answer: [UInt8]?

        init(_ answer: [UInt8]?) { self.answer = answer }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard let octets = answer.take() else { return }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: octets)), promise: nil)
            context.close(promise: nil)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
