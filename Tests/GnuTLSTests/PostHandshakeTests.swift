import CGnuTLS
import Testing

@testable import GnuTLS
@testable import Lab

/// What a peer may still do when the handshake is complete and verified: nothing of it may hang the client, make it
/// answer without bound or hand it octets that are no data.
@Suite("After the handshake")
struct PostHandshakeTests {
    private let pki: PKI

    init() throws { pki = try PKI() }

    private func pair(_ version: String) throws -> MemoryPair {
        let leaf = try pki.leaf([.dns(Array("good.example".utf8))])
        let verification = PeerVerification.required(
            try pki.trust, name: .host("good.example"), at: .instant(PKI.now))
        let pair = try MemoryPair(
            leaf, verifying: verification, clientPriority: "NORMAL:-VERS-ALL:+VERS-\(version)",
            serverPriority: "NORMAL:-VERS-ALL:+VERS-\(version)")
        try pair.handshake()
        pair.carryToClient()
        return pair
    }

    /// What a server says again and again, and what the client's next read comes to.
    enum Flood: String, CaseIterable, Sendable {
        case keyUpdates, keyUpdatesThatAskForOne, warnings, emptyRecords

        /// nil: the client waits for more; otherwise the error by which it ends the session.
        var error: GnuTLSError.Code? {
            switch self {
            // RFC 8446 section 4.6.3 sets no limit; GnuTLS takes eight in a second.
            case .keyUpdates, .keyUpdatesThatAskForOne: .init(rawValue: GNUTLS_E_TOO_MANY_HANDSHAKE_PACKETS)
            // Section 6.2: whatever its level, this alert is an error.
            case .warnings: .fatalAlertReceived
            // Read and dropped; how much may come is for the caller to say.
            case .emptyRecords: nil
            }
        }

        func send(_ server: borrowing Session) {
            let status =
                switch self {
                case .keyUpdates: unsafe gnutls_session_key_update(server.handle, 0)
                case .keyUpdatesThatAskForOne:
                    unsafe gnutls_session_key_update(server.handle, UInt32(GNUTLS_KU_PEER))
                case .warnings: unsafe gnutls_alert_send(server.handle, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION)
                case .emptyRecords: Int32(clamping: unsafe gnutls_record_send2(server.handle, "", 0, 1, 0))
                }
            #expect(status >= 0, "\(status)")
        }
    }

    /// What the client's next read gives, or the error by which it ends the session.
    private func read(_ client: borrowing Session) -> (octets: [UInt8]?, error: GnuTLSError.Code?) {
        do throws(GnuTLSError) { return (try client.receiveData(), nil) } catch { return (nil, error.code) }
    }

    @Test("a thousand of one message", arguments: Flood.allCases)
    func flood(_ flood: Flood) throws {
        let pair = try pair("TLS1.3")
        for _ in 0..<1_000 { flood.send(pair.server) }
        pair.carryToClient()
        let (octets, error) = read(pair.client)
        #expect(octets == nil)
        #expect(error == flood.error)
        // At most a key update for each that was taken, and an alert.
        #expect(pair.client.takeOutput().count < 1_000)
    }

    @Test func `a server of TLS 1.2 that wants to begin anew ends the session`() throws {
        let pair = try pair("TLS1.2")
        let status = unsafe gnutls_rehandshake(pair.server.handle)
        #expect(status == GNUTLS_E_SUCCESS)
        pair.carryToClient()
        let (octets, error) = read(pair.client)
        #expect(octets == nil && error == .init(rawValue: GNUTLS_E_REHANDSHAKE))
        #expect(pair.client.takeOutput().isEmpty)
    }

    @Test("octets that no key protects end the session", arguments: ["TLS1.2", "TLS1.3"])
    func unprotected(version: String) throws {
        for record: [UInt8] in [
            [0x17, 3, 3, 0, 2, 0x68, 0x69], [0x15, 3, 3, 0, 2, 2, 40], [0x16, 3, 3, 0, 4, 0, 0, 0, 0],
            Array("HTTP/1.1 200 OK\r\n\r\n".utf8),
        ] {
            let pair = try pair(version)
            pair.client.receive(record)
            let (octets, error) = read(pair.client)
            #expect(octets == nil && error != nil, "\(record)")
        }
    }
}
