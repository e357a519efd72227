import GnuTLS

/// A client and a server that talk through memory.
struct MemoryPair: ~Copyable {
    let client: Session
    let server: Session

    init(client: consuming Session, server: consuming Session) {
        self.client = client
        self.server = server
    }

    init(
        _ leaf: Leaf, verifying verification: PeerVerification, clientPriority: String = Priority.clientDefault,
        serverPriority: String = "NORMAL", options: ClientOptions = ClientOptions(), serverOptions: ServerOptions = ServerOptions(),
        clientCredentials: Credentials? = nil
    ) throws {
        self.init(
            client: try Session(
                clientVerifying: verification, credentials: clientCredentials ?? Credentials(), priority: Priority(clientPriority),
                options: options),
            server: try Session(server: leaf.credentials, priority: Priority(serverPriority), options: serverOptions))
    }

    /// Carries octets to and fro until both sides are done.
    ///
    /// - Throws: the error of the side that fails first, the client's before the server's.
    borrowing func handshake() throws {
        for _ in 0..<20 {
            let clientDone = try Self.step(client, to: server)
            let serverDone = try Self.step(server, to: client)
            if clientDone && serverDone { return }
        }
        throw Stalled()
    }

    private static func step(_ session: borrowing Session, to peer: borrowing Session) throws(GnuTLSError) -> Bool {
        while true {
            switch try session.advance() {
            case .hasOutput: peer.receive(session.takeOutput())
            case .wantsInput: return false
            case .finished: return true
            }
        }
    }

    /// The two sides wait for each other.
    struct Stalled: Error {}

    borrowing func carryToClient() { client.receive(server.takeOutput()) }
    borrowing func carryToServer() { server.receive(client.takeOutput()) }
}
