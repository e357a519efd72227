import CMeasuring
import Dispatch
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// NIOSSL on one event loop, futures only.
enum NIOSSLLoopback {
    static func run(_ request: LoopbackRequest) throws -> LoopbackOutcome {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { try? group.syncShutdownGracefully() }  // the process ends soon
        let context = try NIOSSLContext(configuration: .benchmark(request.question, .tls13))
        func round(_ count: Int) throws -> ClientRun.Counts {
            let loop = group.next()
            let done = loop.flatSubmit { ClientRun(request, context, loop, count).start() }
            return try done.wait()
        }
        if request.warmUp > 0 { _ = try round(request.warmUp) }
        let (processor, elapsed) = (stopwatch_process_cpu_ns(), stopwatch_now_ns())
        let counts = try round(request.handshakes)
        return LoopbackOutcome(
            handshakes: counts.handshakes, refused: counts.refused, errors: counts.errors,
            processorMicroseconds: Double(stopwatch_process_cpu_ns() - processor) / 1_000,
            seconds: Double(stopwatch_now_ns() - elapsed) / 1_000_000_000)
    }
}

/// So many handshakes, so many in flight; lives on its event loop.
private final class ClientRun {
    struct Counts: Sendable {
        var handshakes = 0
        var refused = 0
        var errors = 0
        var unstarted: Int
        var open = 0
    }

    private let bootstrap: ClientBootstrap
    private let request: LoopbackRequest
    private var counts: Counts
    private let promise: EventLoopPromise<Counts>

    init(_ request: LoopbackRequest, _ context: NIOSSLContext, _ loop: any EventLoop, _ count: Int) {
        self.request = request
        counts = Counts(unstarted: count)
        promise = loop.makePromise()
        bootstrap = ClientBootstrap(group: loop)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let client = try NIOSSLClientHandler(context: context, serverHostname: request.question.host)
                    try channel.pipeline.syncOperations.addHandler(client)
                }
            }
    }

    func start() -> EventLoopFuture<Counts> {
        for _ in 0..<min(request.inFlight, counts.unstarted) { begin() }
        return promise.futureResult
    }

    private func begin() {
        guard counts.unstarted > 0 else { return }
        counts.unstarted -= 1
        counts.open += 1
        bootstrap.connect(host: "127.0.0.1", port: request.port).assumeIsolated().whenComplete { result in
            switch result {
            case .failure: self.ended(\.errors)
            case .success(let channel):
                let watch = HandshakeEnd { self.handshakeEnded($0) }
                do { try channel.pipeline.syncOperations.addHandler(watch) } catch { self.ended(\.errors) }
                channel.closeFuture.assumeIsolated().whenComplete { _ in watch.closed() }
            }
        }
    }

    private func handshakeEnded(_ result: Result<Void, any Error>) {
        switch result {
        case .success: ended(\.handshakes)
        case .failure(let error): ended(error.isNIOSSLRefusal ? \.refused : \.errors)
        }
    }

    private func ended(_ how: WritableKeyPath<Counts, Int>) {
        counts[keyPath: how] += 1
        counts.open -= 1
        begin()
        if counts.open == 0, counts.unstarted == 0 { promise.succeed(counts) }
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
