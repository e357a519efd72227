import GnuTLS
import NIOCore
import ServerIdentity
import Testing

@testable import HandshakeProbe

@Suite("Handshake conversation")
struct HandshakeConversationTests {
    private func conversation(_ adjust: (inout ProbeConfiguration) -> Void = { _ in }) throws -> HandshakeConversation {
        var configuration = ProbeConfiguration(priority: try Priority(Priority.clientDefault), credentials: try Credentials())
        adjust(&configuration)
        let identity = ReferenceIdentity.dns(try DNSName(parsing: "good.example"))
        return try HandshakeConversation(
            Target(text: "good.example", identity: identity, host: "good.example", port: 443, address: nil), configuration)
    }

    private func failure(_ action: consuming HandshakeConversation.Action) -> (code: ProbeFailure.Code, text: String)? {
        if case .fail(_, let code, let text) = action { (code, text) } else { nil }
    }

    @Test func `begins with a client hello that names the server`() throws {
        var conversation = try conversation()
        guard case .send(let octets) = conversation.begin() else {
            Issue.record("nothing to send")
            return
        }
        #expect(octets.first == 0x16)
        #expect(String(decoding: octets, as: UTF8.self).contains("good.example"))
    }

    @Test func `sends no name if it must not`() throws {
        var conversation = try conversation { $0.serverName = .none }
        guard case .send(let octets) = conversation.begin() else {
            Issue.record("nothing to send")
            return
        }
        #expect(!String(decoding: octets, as: UTF8.self).contains("good.example"))
    }

    @Test(
        "tells what the peer said instead of TLS",
        arguments: [
            ("HTTP/1.1 400 Bad Request\r\nServer: x\r\n", "HTTP/1.1 400 Bad Request"),
            ("220 mail.example ESMTP\r\n", "220 mail.example ESMTP"),
            ("SSH-2.0-OpenSSH_9.2\r\n", "SSH-2.0-OpenSSH_9.2"), ("\u{1B}[31mred\n", "\\x1b[31mred"), ("\n\n", "\\x0a\\x0a"),
        ])
    func notTLS(said: String, quoted: String) throws {
        var conversation = try conversation()
        _ = conversation.begin()
        let result = failure(conversation.received(ByteBuffer(string: said)))
        #expect(result?.code == .notTLS)
        #expect(result?.text.contains("'\(quoted)'") == true)
    }

    @Test func `an alert is told by its name`() throws {
        var conversation = try conversation()
        _ = conversation.begin()
        let result = failure(conversation.received(ByteBuffer(bytes: [0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x28])))
        #expect(result?.code == .alertReceived)
        #expect(result?.text.contains("40 (Handshake failed)") == true)
    }

    @Test func `a peer that never stops ends at the limit`() throws {
        var conversation = try conversation { $0.limits.maximumOctets = 1_000 }
        _ = conversation.begin()
        // A handshake record that is announced and never complete.
        var input = ByteBuffer(bytes: [0x16, 0x03, 0x03, 0x40, 0x00])
        input.writeRepeatingByte(0, count: 500)
        guard case .send = conversation.received(input) else {
            Issue.record("gave up too early")
            return
        }
        let result = failure(conversation.received(ByteBuffer(repeating: 0, count: 600)))
        #expect(result?.code == .limitExceeded)
    }

    @Test func `the end of the connection says how far it was`() throws {
        var silent = try conversation()
        _ = silent.begin()
        #expect(failure(silent.peerClosed())?.text.contains("without having sent a single octet") == true)
        var begun = try conversation()
        _ = begun.begin()
        _ = begun.received(ByteBuffer(bytes: [0x16, 0x03]))
        let result = failure(begun.peerClosed())
        #expect(result?.code == .closedEarly)
        #expect(result?.text.contains("after 2 octets") == true)
    }
}
