import GnuTLS
import NIOCore

/// Drives a GnuTLS server session over one connection; answers an HTTP request with one line and says goodbye.
final class TLSServerHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let session: Session
    private var output: LabTLS.Output
    private var request = HTTPRequestReader()
    private var isEstablished = false

    init(_ session: consuming Session, output: LabTLS.Output) {
        self.session = session
        self.output = output
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        session.receive(buffer.readableBytesSpan)
        proceed(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func proceed(_ context: ChannelHandlerContext) {
        do throws(GnuTLSError) {
            if !isEstablished { try shakeHands(context) }
            if isEstablished { try answer(context) }
        } catch {
            // The alert that tells the client why, if there is one.
            flush(context)
            context.close(promise: nil)
        }
    }

    private func shakeHands(_ context: ChannelHandlerContext) throws(GnuTLSError) {
        while true {
            switch try session.advance() {
            case .hasOutput: flush(context)
            case .wantsInput: return
            case .finished:
                isEstablished = true
                return
            }
        }
    }

    private func answer(_ context: ChannelHandlerContext) throws(GnuTLSError) {
        while let octets = try session.receiveData() {
            let isGoodbye = octets.isEmpty
            if !isGoodbye {
                guard request.receive(octets) else { continue }
                try session.send(Array(HTTPRequestReader.answer.utf8))
            }
            session.sendGoodbye()
            flush(context)
            context.close(promise: nil)
            return
        }
        flush(context)
    }

    /// Sends what the session has for the client, or as much of it as the scenario allows.
    private func flush(_ context: ChannelHandlerContext) {
        var octets = session.takeOutput()
        switch output {
        case .complete: break
        case .cutAfter(let limit):
            octets = Array(octets.prefix(limit))
            output = .cutAfter(limit - octets.count)
        case .withoutLastOctet:
            if octets.isEmpty { return }
            octets.removeLast()
            output = .cutAfter(0)
        }
        if octets.isEmpty { return }
        context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: octets)), promise: nil)
    }
}

/// Finds the end of an HTTP request's head, no matter what the request is.
struct HTTPRequestReader {
    /// The last octets that came, enough to recognize the end.
    private var tail: [UInt8] = []

    private static let end = Array("\r\n\r\n".utf8)

    /// Takes octets that came; true once the empty line is among them.
    mutating func receive(_ octets: [UInt8]) -> Bool {
        for octet in octets {
            tail.append(octet)
            if tail.count > Self.end.count { tail.removeFirst() }
            if tail == Self.end { return true }
        }
        return false
    }

    /// The answer to everything.
    static let answer =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 17\r\nConnection: close\r\n\r\nCountersign lab.\n"
}
