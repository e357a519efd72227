import Testing
import X509

@testable import GnuTLS
@testable import Lab

@Suite("Session")
struct SessionTests {
    private let pki: PKI
    private let leaf: Leaf

    init() throws {
        pki = try PKI.shared.get()
        leaf = try pki.leaf([.dns(Array("good.example".utf8))])
    }

    private func required(_ host: String, at instant: Int64 = PKI.now) throws -> PeerVerification {
        .required(try pki.trust, name: .host(host), at: .instant(instant))
    }

    @Test(
        "completes a verified handshake",
        arguments: [
            ("NORMAL:-VERS-ALL:+VERS-TLS1.3", "TLS1.3"), ("NORMAL:-VERS-ALL:+VERS-TLS1.2", "TLS1.2"),
            ("NORMAL:-VERS-ALL:+VERS-TLS1.1:+SHA1:%VERIFY_ALLOW_SIGN_WITH_SHA1", "TLS1.1"),
            ("NORMAL:-VERS-ALL:+VERS-TLS1.0:+SHA1:%VERIFY_ALLOW_SIGN_WITH_SHA1", "TLS1.0"),
        ])
    func completes(priority: String, version: String) throws {
        let pair = try MemoryPair(
            leaf, verifying: try required("good.example"), clientPriority: priority, serverPriority: priority)
        try pair.handshake()
        let facts = pair.client.negotiated
        #expect(facts.version == version)
        #expect(!facts.cipher.isEmpty)
        #expect(pair.client.verification?.isTrusted == true)
        #expect(pair.client.peerChain == leaf.chain)
        let isResumed = pair.client.isResumed
        #expect(!isResumed)
    }

    @Test func `offers one X25519 share and takes another group after a retry`() throws {
        let alone = try MemoryPair(leaf, verifying: try required("good.example"))
        try alone.handshake()
        #expect(alone.client.negotiated.group == "X25519")
        let retried = try MemoryPair(
            leaf, verifying: try required("good.example"), serverPriority: "NORMAL:-GROUP-ALL:+GROUP-SECP384R1")
        try retried.handshake()
        #expect(retried.client.negotiated.group == "SECP384R1")
    }

    @Test func `application protocol and signature are told`() throws {
        var options = ClientOptions()
        options.applicationProtocols = ["h2", "http/1.1"]
        options.serverName = "good.example"
        var serverOptions = ServerOptions()
        serverOptions.applicationProtocols = ["http/1.1"]
        let pair = try MemoryPair(leaf, verifying: try required("good.example"), options: options, serverOptions: serverOptions)
        try pair.handshake()
        #expect(pair.client.negotiated.applicationProtocol == "http/1.1")
        #expect(pair.client.negotiated.signature?.hasPrefix("ECDSA") == true)
        #expect(pair.client.stapledOCSP == nil)
    }

    @Test(
        "refuses a peer that must not be trusted",
        arguments: [
            ("other.example", PKI.now, CertificateStatus.unexpectedOwner),
            ("good.example", PKI.now + 100 * PKI.day, .expired),
            ("good.example", PKI.now - 100 * PKI.day, .notActivated),
        ])
    func refuses(host: String, instant: Int64, bit: CertificateStatus) throws {
        let pair = try MemoryPair(leaf, verifying: try required(host, at: instant))
        let error = #expect(throws: GnuTLSError.self) { try pair.handshake() }
        #expect(error?.code == .certificateError)
        #expect(pair.client.verification?.status.contains(bit) == true)
        // The server learns of it by an alert, and no data flows.
        pair.carryToServer()
        #expect(throws: GnuTLSError.self) { try pair.server.advance() }
        #expect(throws: GnuTLSError.self) { try pair.client.send(Array("secret".utf8)) }
        #expect(throws: GnuTLSError.self) { try pair.client.advance() }
    }

    @Test func `refuses a root that is not in the trust list`() throws {
        let stranger = try PKI()
        let verification = PeerVerification.required(try stranger.trust, name: .host("good.example"), at: .instant(PKI.now))
        let pair = try MemoryPair(leaf, verifying: verification)
        #expect(throws: GnuTLSError.self) { try pair.handshake() }
        #expect(pair.client.verification?.status.contains(.signerNotFound) == true)
    }

    @Test func `sends and receives nothing before the handshake is complete`() throws {
        let pair = try MemoryPair(leaf, verifying: try required("good.example"))
        let error = #expect(throws: GnuTLSError.self) { try pair.client.send([1]) }
        #expect(error?.code == .invalidRequest)
        #expect(throws: GnuTLSError.self) { try pair.client.receiveData() }
        pair.client.sendGoodbye()
        #expect(pair.client.takeOutput().isEmpty)
    }

    @Test func `carries data both ways and says goodbye`() throws {
        let pair = try MemoryPair(leaf, verifying: .unverifiedPeer(because: "a test of the data path"))
        try pair.handshake()
        #expect(try pair.client.send(Array("ping".utf8)) == 4)
        pair.carryToServer()
        #expect(try pair.server.receiveData() == Array("ping".utf8))
        #expect(try pair.server.receiveData() == nil)
        try pair.server.send(Array("pong".utf8))
        pair.carryToClient()
        #expect(try pair.client.receiveData() == Array("pong".utf8))
        pair.client.sendGoodbye()
        pair.carryToServer()
        #expect(try pair.server.receiveData() == [])
    }

    @Test("resumes", arguments: ["NORMAL:-VERS-ALL:+VERS-TLS1.3", "NORMAL:-VERS-ALL:+VERS-TLS1.2"])
    func resumes(priority: String) throws {
        // Tickets carry a server key: both sessions share the credentials, so a full and a resumed handshake meet one
        // server.
        var options = ClientOptions()
        options.requestsTickets = true
        var serverOptions = ServerOptions()
        serverOptions.ticketKey = try TicketKey()
        let first = try MemoryPair(
            leaf, verifying: try required("good.example"), clientPriority: priority, serverPriority: priority, options: options,
            serverOptions: serverOptions)
        try first.handshake()
        first.carryToClient()
        _ = try first.client.receiveData()
        options.resumptionData = try first.client.resumptionData()
        let second = try MemoryPair(
            leaf, verifying: try required("good.example"), clientPriority: priority, serverPriority: priority, options: options,
            serverOptions: serverOptions)
        try second.handshake()
        let isResumed = second.client.isResumed
        #expect(isResumed)
        #expect(second.client.verification?.isTrusted == true)

        // Resuming is no way around verification: the same data, another name.
        let third = try MemoryPair(
            leaf, verifying: try required("other.example"), clientPriority: priority, serverPriority: priority, options: options,
            serverOptions: serverOptions)
        #expect(throws: GnuTLSError.self) { try third.handshake() }
    }

    @Test func `a server can demand a client certificate`() throws {
        var serverOptions = ServerOptions()
        serverOptions.clientAuthentication = .required(try pki.trust, at: .instant(PKI.now))
        let clientLeaf = try pki.leaf([.dns(Array("client.example".utf8))]) { $0.purpose = .clientAuth }
        let pair = try MemoryPair(
            leaf, verifying: try required("good.example"), serverOptions: serverOptions, clientCredentials: clientLeaf.credentials)
        try pair.handshake()
        #expect(pair.server.peerChain == clientLeaf.chain)

        let without = try MemoryPair(leaf, verifying: try required("good.example"), serverOptions: serverOptions)
        #expect(throws: GnuTLSError.self) { try without.handshake() }
        // A certificate for servers is none for clients.
        let wrongPurpose = try MemoryPair(
            leaf, verifying: try required("good.example"), serverOptions: serverOptions, clientCredentials: leaf.credentials)
        #expect(throws: GnuTLSError.self) { try wrongPurpose.handshake() }
    }

    @Test(
        "ends in an error that names itself",
        arguments: [
            (Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), false), ([UInt8](repeating: 0, count: 64), false), ([], true),
            ([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28], false),
        ])
    func errors(input: [UInt8], closes: Bool) throws {
        let client = try Session(
            clientVerifying: try required("good.example"), credentials: Credentials(), priority: Priority(Priority.clientDefault))
        #expect(try client.advance() == .hasOutput)
        #expect(client.takeOutput().count > 100)
        client.receive(input)
        if closes { client.receiveEnd() }
        let error = #expect(throws: GnuTLSError.self) { try client.advance() }
        #expect(error?.code.name.hasPrefix("GNUTLS_E_") == true)
        #expect(error?.code.text.isEmpty == false)
        #expect(error?.operation == .handshake)
        if input.first == 0x15 { #expect(error?.alert == Alert(rawValue: 40)) }
        if closes { #expect(error?.code == .prematureTermination) }
    }

    @Test func `a handshake fed one octet at a time completes`() throws {
        let pair = try MemoryPair(leaf, verifying: try required("good.example"))
        for _ in 0..<10 {
            while try pair.client.advance() == .hasOutput { pair.carryToServer() }
            while try pair.server.advance() == .hasOutput {
                for octet in pair.server.takeOutput() {
                    pair.client.receive([octet])
                    if try pair.client.advance() == .hasOutput { pair.carryToServer() }
                }
            }
        }
        let (client, server) = (try pair.client.advance(), try pair.server.advance())
        #expect(client == .finished)
        #expect(server == .finished)
    }

    @Test("a message that spans many records is read whole from one piece", arguments: [1, 12], ["TLS1.2", "TLS1.3"])
    func manyRecords(kilobytesOfNames: Int, version: String) throws {
        // openssl s_server -max_send_frag 512 sends such records; GnuTLS says "again" after each of them.
        let names = (0..<kilobytesOfNames * 20).map {
            LabName.dns(Array("a-name-of-about-fifty-octets-\($0).good.example.test".utf8))
        }
        let wide = try pki.leaf([.dns(Array("good.example".utf8))] + names)
        var serverOptions = ServerOptions()
        serverOptions.maximumRecord = 512
        let pair = try MemoryPair(
            wide, verifying: try required("good.example"), clientPriority: "NORMAL:-VERS-ALL:+VERS-\(version)",
            serverOptions: serverOptions)
        try pair.handshake()
        try pair.server.send([UInt8](repeating: 7, count: 4_000))
        pair.carryToClient()
        var received = 0
        while let octets = try pair.client.receiveData() { received += octets.count }
        // GnuTLS sends one record at a time.
        #expect(received == 512)
    }

    @Test(
        "a name that GnuTLS would not compare is no name",
        arguments: [
            PeerName.host(""), .host("good.example\0.evil.example"), .address([]), .address([127, 0, 0]),
        ])
    func incomparable(name: PeerName) throws {
        let verification = PeerVerification.required(try pki.trust, name: name, at: .instant(PKI.now))
        let pair = try MemoryPair(leaf, verifying: verification)
        #expect(throws: GnuTLSError.self) { try pair.handshake() }
        let error = #expect(throws: GnuTLSError.self) { try pki.trust.verify(chain: leaf.chain, for: name, at: PKI.now) }
        #expect(error?.code == .invalidRequest)
        #expect(try !Certificate(der: leaf.chain[0]).matches(name))
    }
}
