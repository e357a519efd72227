import Glibc
import NIOCore
import NIOPosix

/// A server that is no TLS server. It acts when the client's first octets have come, so that the client's handshake has
/// begun.
final class FaultHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let fault: LabFault
    private var flood: ByteBuffer?
    private var hasActed = false

    init(_ fault: LabFault) { self.fault = fault }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if hasActed { return }
        hasActed = true
        switch fault {
        case .stalls: break
        case .floodsWithRecords: startFlood(context, of: Self.handshakeRecord)
        case .floodsWithZeros: startFlood(context, of: [UInt8](repeating: 0, count: 16_384))
        case .plainHTTP:
            let answer = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
            context.close(promise: nil)
        case .closes: context.close(promise: nil)
        case .resets: reset(context)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        pour(context)
        context.fireChannelWritabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func startFlood(_ context: ChannelHandlerContext, of octets: [UInt8]) {
        flood = ByteBuffer(bytes: octets)
        pour(context)
    }

    /// Writes until NIO's buffer is full; the client's reading makes room for more.
    private func pour(_ context: ChannelHandlerContext) {
        guard let flood else { return }
        while context.channel.isActive, context.channel.isWritable {
            context.writeAndFlush(wrapOutboundOut(flood), promise: nil)
        }
    }

    /// A close with lingering for no time sends RST instead of FIN (RFC 9293 section 3.10.4, SO_LINGER of POSIX).
    private func reset(_ context: ChannelHandlerContext) {
        let channel = context.channel
        guard let options = channel as? any SocketOptionProvider else {
            channel.close(promise: nil)
            return
        }
        options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
    }

    /// A record of 16 KiB that begins a ServerHello of 16 MiB, and then goes on as one: no record after it ends it.
    private static let handshakeRecord: [UInt8] =
        [22, 3, 3, 0x40, 0x00] + [2, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 3, count: 0x4000 - 4)
}
