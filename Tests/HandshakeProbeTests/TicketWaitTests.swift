import GnuTLS
import NIOCore
import ServerIdentity
import Testing

@testable import HandshakeProbe
@testable import Lab

@Suite("Waiting for a ticket")
struct TicketWaitTests {
    /// What a conversation does when its handshake with a server that gives no tickets is complete.
    private func afterHandshake(
        _ version: String, then next: (inout HandshakeConversation) -> HandshakeConversation.Action? = { _ in nil }
    ) throws -> Bool {
        let (key, calendar) = (try LabKey.ecdsa(), LabCalendar(instant: 1_800_000_000))
        let root = try LabAuthority.root("Test root", key: .ecdsa(), calendar: calendar)
        let leaf = try root.issue(LabRequest(commonName: "good.example", names: [.dns("good.example")], key: key))
        let credentials = try Credentials(
            chainPEM: Array(LabPEM.certificates([leaf.der, root.der]).utf8), keyPEM: Array(key.pem.utf8))
        let server = try Session(server: credentials, priority: Priority("NORMAL:-VERS-ALL:+VERS-\(version)"))

        var configuration = ProbeConfiguration(priority: try Priority(Priority.clientDefault), credentials: try Credentials())
        configuration.resumption = .keepTicket
        let identity = ReferenceIdentity.dns(try DNSName(parsing: "good.example"))
        let target = Target(text: "good.example", identity: identity, host: "good.example", port: 443, address: nil)
        var conversation = try HandshakeConversation(target, configuration)
        var action = conversation.begin()
        for _ in 0..<10 {
            guard case .send(let octets) = action else { break }
            server.receive(octets)
            var answer: [UInt8] = []
            while case .hasOutput = try server.advance() { answer += server.takeOutput() }
            if answer.isEmpty { break }
            action = conversation.received(ByteBuffer(bytes: answer))
        }
        if let later = next(&conversation) { action = later }
        if case .complete = action { return true } else { return false }
    }

    @Test func `TLS 1.2 brings a ticket in the handshake or never: nothing is waited for`() throws {
        #expect(try afterHandshake("TLS1.2"))
    }

    @Test func `TLS 1.3 may bring a ticket later`() throws {
        #expect(try !afterHandshake("TLS1.3"))
    }

    @Test func `a complete handshake stays complete when the connection breaks before a ticket came`() throws {
        #expect(try afterHandshake("TLS1.3") { $0.connectionFailed(IOError(errnoCode: 104, reason: "read")) })
        #expect(try afterHandshake("TLS1.3") { $0.peerClosed() })
    }

    @Test func `a complete handshake stays complete when more comes than is taken before a ticket came`() throws {
        let more = ByteBuffer(repeating: 0, count: ProbeLimits().maximumOctets)
        #expect(try afterHandshake("TLS1.3") { $0.received(more) })
    }
}
