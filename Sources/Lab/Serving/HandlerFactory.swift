import GnuTLS
import NIOCore

/// Makes the handler of each connection of one server; keys and certificates are read once.
enum HandlerFactory: Sendable {
    case tls(Credentials, Priority, TicketKey, LabTLS.Output)
    case fault(LabFault)

    init(_ behaviour: LabBehaviour, _ pki: LabPKI) throws {
        switch behaviour {
        case .tls(let setup):
            let identity = try setup.identity(pki)
            let credentials = try Credentials(
                presentingInOrder: identity.chain, keyPEM: Array(identity.key.pem.utf8))
            self = .tls(credentials, try Priority(setup.priority), try TicketKey(), setup.output)
        case .fault(let fault): self = .fault(fault)
        }
    }

    func makeHandler() throws -> any ChannelHandler {
        switch self {
        case .tls(let credentials, let priority, let ticketKey, let output):
            var options = ServerOptions()
            // GnuTLS sends tickets with its first flight already, and they are no part of what a scenario cuts off.
            if case .complete = output { options.ticketKey = ticketKey }
            return TLSServerHandler(try Session(server: credentials, priority: priority, options: options), output: output)
        case .fault(let fault): return FaultHandler(fault)
        }
    }
}
