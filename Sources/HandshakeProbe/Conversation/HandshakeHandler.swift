import NIOCore
import ServerIdentity

/// Carries out what a conversation says: writes, closes, and tells the outcome once.
final class HandshakeHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Outcome {
        case completed(HandshakeEvidence)
        case failed(ProbeFailure.Code, String)
    }

    private var conversation: HandshakeConversation
    private let limit: TimeAmount
    private let report: (Outcome) -> Void
    private var deadline: Scheduled<Void>?
    private var isOver = false

    init(_ conversation: consuming HandshakeConversation, deadline: TimeAmount, report: @escaping (Outcome) -> Void) {
        self.conversation = conversation
        limit = deadline
        self.report = report
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        deadline = context.eventLoop.scheduleTask(in: limit) {
            let (handler, context) = bound.value
            if handler.isOver { return }
            handler.carryOut(handler.conversation.timedOut(after: handler.limit), context)
        }
        carryOut(conversation.begin(), context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadline?.cancel() }

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
        case .fail(let octets, let code, let text): end(.failed(code, text), octets, context)
        }
    }

    private func end(_ outcome: Outcome, _ octets: [UInt8], _ context: ChannelHandlerContext) {
        isOver = true
        deadline?.cancel()
        write(octets, context)
        report(outcome)
        context.close(promise: nil)
    }

    private func write(_ octets: [UInt8], _ context: ChannelHandlerContext) {
        if octets.isEmpty { return }
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: octets)), promise: nil)
    }
}
