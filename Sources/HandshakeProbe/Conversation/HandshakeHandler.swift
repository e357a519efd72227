import NIOCore
import ServerIdentity

/// Carries out what a conversation says: writes, closes, and tells the outcome once.
final class HandshakeHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Outcome {
        case completed(HandshakeEvidence)
        case failed(ProbeFailure.Code, String, HandshakeConversation.Circumstances)
    }

    private var conversation: HandshakeConversation
    private let report: (Outcome) -> Void
    private var context: ChannelHandlerContext?
    private var isOver = false

    init(_ conversation: consuming HandshakeConversation, report: @escaping (Outcome) -> Void) {
        self.conversation = conversation
        self.report = report
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        carryOut(conversation.begin(), context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// Ends a handshake that took too long; on the channel's loop.
    func timedOut(after limit: TimeAmount) {
        if !isOver, let context { carryOut(conversation.timedOut(after: limit), context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isOver { return }
        carryOut(conversation.received(unwrapInboundIn(data)), context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if !isOver { carryOut(conversation.peerClosed(), context) }
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isOver { carryOut(conversation.connectionFailed(error), context) }
    }

    private func carryOut(_ action: HandshakeConversation.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .send(let octets): write(octets, context)
        case .complete(let octets, let evidence): end(.completed(evidence), octets, context)
        case .fail(let octets, let code, let text):
            end(.failed(code, text, conversation.circumstances), octets, context)
        }
    }

    private func end(_ outcome: Outcome, _ octets: [UInt8], _ context: ChannelHandlerContext) {
        isOver = true
        write(octets, context)
        report(outcome)
        context.close(promise: nil)
    }

    private func write(_ octets: [UInt8], _ context: ChannelHandlerContext) {
        if octets.isEmpty { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: octets)), promise: nil)
    }
}
