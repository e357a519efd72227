import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// NIOSSL on event loops, futures only.
enum NIOSSLLoopback {
    static func run(_ request: LoopbackRequest) throws -> LoopbackOutcome {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: request.threads)
        defer { try? group.syncShutdownGracefully() }  // the process ends soon
        let context = try NIOSSLContext(configuration: .benchmark(request.question, .tls13))
        let (host, port) = (request.question.host, request.port)
        return try InFlightRun.measure(request, on: group) { loop in
            let bootstrap = ClientBootstrap(group: loop)
                .channelOption(.socketOption(.tcp_nodelay), value: 1)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let client = try NIOSSLClientHandler(context: context, serverHostname: host)
                        try channel.pipeline.syncOperations.addHandler(client)
                    }
                }
            return { ended in
                bootstrap.connect(host: "127.0.0.1", port: port).assumeIsolated().whenComplete { result in
                    switch result {
                    case .failure: ended(.failed)
                    case .success(let channel): watch(channel, ended)
                    }
                }
            }
        }
    }

    private static func watch(_ channel: any Channel, _ ended: @escaping (InFlightRun.Ending) -> Void) {
        let watch = HandshakeEnd { result in
            switch result {
            case .success: ended(.accepted)
            case .failure(let error): ended(error.isNIOSSLRefusal ? .refused : .failed)
            }
        }
        do { try channel.pipeline.syncOperations.addHandler(watch) } catch {
            ended(.failed)
            return
        }
        channel.closeFuture.assumeIsolated().whenComplete { _ in watch.closed() }
    }
}

/// Tells once how a handshake ended, and closes the connection.
private final class HandshakeEnd: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private var report: ((Result<Void, any Error>) -> Void)?

    init(_ report: @escaping (Result<Void, any Error>) -> Void) { self.report = report }

    private func tell(_ result: Result<Void, any Error>) {
        let report = self.report
        self.report = nil
        report?(result)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case TLSUserEvent.handshakeCompleted = event else { return }
        context.close(promise: nil)
        tell(.success(()))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        tell(.failure(error))
        context.close(promise: nil)
    }

    func closed() { tell(.failure(ChannelError.ioOnClosedChannel)) }
}
