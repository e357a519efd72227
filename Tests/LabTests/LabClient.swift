import GnuTLS
import NIOCore
import NIOPosix

/// A client that shakes hands with a server of the lab and trusts nobody: it tells what it met.
enum LabClient {
    enum Outcome: Sendable, Equatable {
        /// The handshake is complete; what the server presented, and the first octets of its answer.
        case presented(chain: [[UInt8]], version: String, answer: String)
        /// GnuTLS gave the handshake up.
        case failed(code: String)
        /// The connection ended: closed or reset.
        case ended(isReset: Bool)
        /// Nothing more came.
        case timeout
    }

    static func dial(
        _ port: Int, serverName: String?, on group: any EventLoopGroup, patience: TimeAmount = .seconds(10)
    ) async throws -> Outcome {
        let promise = group.next().makePromise(of: Outcome.self)
        var options = ClientOptions()
        options.serverName = serverName
        let settings = options
        do {
            let channel = try await ClientBootstrap(group: promise.futureResult.eventLoop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let session = try Session(
                            clientVerifying: .unverifiedPeer(because: "the test judges the chain"), credentials: Credentials(),
                            priority: Priority("NORMAL"), options: settings)
                        try channel.pipeline.syncOperations.addHandler(ClientHandler(session, promise, patience))
                    }
                }
                .connect(host: "127.0.0.1", port: port).get()
            let outcome = try await promise.futureResult.get()
            try? await channel.close()
            return outcome
        } catch {
            promise.fail(error)
            throw error
        }
    }
}

private final class ClientHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let session: Session
    private let promise: EventLoopPromise<LabClient.Outcome>
    private let patience: TimeAmount
    private var answer: [UInt8]?
    private var isDone = false

    init(_ session: consuming Session, _ promise: EventLoopPromise<LabClient.Outcome>, _ patience: TimeAmount) {
        self.session = session
        self.promise = promise
        self.patience = patience
    }

    func channelActive(context: ChannelHandlerContext) {
        context.eventLoop.assumeIsolated().scheduleTask(in: patience) { self.done(.timeout) }
        proceed(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        session.receive(buffer.readableBytesSpan)
        proceed(context)
    }

    func channelInactive(context: ChannelHandlerContext) { done(.ended(isReset: false)) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        done(.ended(isReset: (error as? IOError)?.errnoCode == 104))
        context.close(promise: nil)
    }

    private func proceed(_ context: ChannelHandlerContext) {
        if isDone { return }
        do throws(GnuTLSError) {
            while answer == nil {
                let progress = try session.advance()
                flush(context)
                switch progress {
                case .hasOutput: continue
                case .wantsInput: return
                case .finished:
                    answer = []
                    try session.send(Array("GET / HTTP/1.0\r\n\r\n".utf8))
                    flush(context)
                }
            }
            while let octets = try session.receiveData() {
                if octets.isEmpty {
                    let text = String(decoding: answer ?? [], as: UTF8.self)
                    done(.presented(chain: session.peerChain ?? [], version: session.negotiated.version, answer: text))
                    return
                }
                answer = (answer ?? []) + octets
            }
        } catch {
            done(.failed(code: error.code.name))
            context.close(promise: nil)
        }
    }

    private func flush(_ context: ChannelHandlerContext) {
        let octets = session.takeOutput()
        if !octets.isEmpty { context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: octets)), promise: nil) }
    }

    private func done(_ outcome: LabClient.Outcome) {
        if isDone { return }
        isDone = true
        promise.succeed(outcome)
    }
}
