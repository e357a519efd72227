import Testing
import TestKit

extension EndToEnd {
    @Suite("Peers that do not complete a handshake", .needs(.python3))
    struct StallsTests {
        /// Where a server falls silent. Each is measured by the peer, from the connection to its end.
        enum Stall: String, CaseIterable, Sendable {
            case atOnce, inRecordHeader, afterRecordHeader, inServerHello, afterServerHello, inCertificate
            case inFirstFlightOfTLS12, beforeFinishedOfTLS12, trickling

            var version: TLSVersion { self == .inFirstFlightOfTLS12 || self == .beforeFinishedOfTLS12 ? .tls12 : .tls13 }

            func behaviour(_ port: Int) -> RawPeer.Behaviour {
                switch self {
                case .atOnce: .silence
                case .inRecordHeader: .stallsAfter(3, of: port)
                case .afterRecordHeader: .stallsAfter(5, of: port)
                case .inServerHello: .stallsAfter(60, of: port)
                // OpenSSL's ServerHello with X25519 and a session id: a record of 122 octets after a header of five.
                case .afterServerHello: .stallsAfter(127, of: port)
                case .inCertificate, .inFirstFlightOfTLS12: .stallsAfter(700, of: port)
                case .beforeFinishedOfTLS12: .stallsAfterFirstFlight(of: port)
                case .trickling: .trickles
                }
            }
        }

        @Test("a stall ends at the deadline", arguments: Stall.allCases)
        func stall(_ stall: Stall) async throws {
            let run = try await observe(stall)
            #expect(run.run.exitCode == 9, "\(run.run.story)")
            let record = try run.run.record()
            #expect(record["error"]["code"].text == "timeout", "\(run.run.story)")
            #expect(record["error"]["stage"].text == "handshake", "\(run.run.story)")
            #expect(record["verdict"] == .null)
            // A machine that is busy with something else may be late once.
            var stay = run.stay
            if !(0.8...1.2).contains(stay) { stay = try await observe(stall).stay }
            #expect((0.8...1.2).contains(stay), "\(run.run.story)")
        }

        private func observe(_ stall: Stall) async throws -> (run: Run, stay: Double) {
            try await withPeer(stall.version, stall.behaviour) { peer in
                let run = try await Countersign.run(["verify", "\(PKI.host){127.0.0.1}:\(peer.port)", "--timeout", "1", "--json"])
                try await peer.process.wait("the connection's end") { _ in !peer.stays.isEmpty }
                return (run, peer.stays[0])
            }
        }

        private func withPeer<Value>(
            _ version: TLSVersion, _ behaviour: (_ port: Int) -> RawPeer.Behaviour, _ body: (RawPeer) async throws -> Value
        ) async throws -> Value {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let server = try await TLSServers.start(
                .opensslServer, version, [try PKI.made().leafAndIssuer(.good, .rsa)], files: files)
            defer { server.stop() }
            let peer = try await RawPeer.start(behaviour(server.ports[0]), files: files)
            defer { peer.process.stop() }
            return try await body(peer)
        }

        /// What a peer does instead of TLS, and what the record says of it.
        enum Fault: String, CaseIterable, Sendable {
            case reset, resetInServerHello, closed, closedInCertificate, floodOfEmptyMessages, floodOfOneMessage, http, smtp, alert,
                zeros, fullBacklog

            func behaviour(_ port: Int) -> RawPeer.Behaviour {
                switch self {
                case .reset: .resetsAfter(1, of: port)
                case .resetInServerHello: .resetsAfter(60, of: port)
                case .closed: .answers([])
                case .closedInCertificate: .closesAfter(700, of: port)
                // Handshake records full of messages of type 0 and length 0.
                case .floodOfEmptyMessages: .floods([22, 3, 3, 1, 0] + [UInt8](repeating: 0, count: 256))
                // The same record again and again, whose first octets say: a ServerHello of 131,072 octets.
                case .floodOfOneMessage: .floods([22, 3, 3, 1, 0, 2, 2, 0, 0] + [UInt8](repeating: 0, count: 252))
                case .http: .answers(Array("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".utf8))
                case .smtp: .says(Array("220 mail.e2e.example ESMTP\r\n".utf8))
                // A fatal handshake_failure (RFC 8446 section 6).
                case .alert: .answers([21, 3, 3, 0, 2, 2, 40])
                case .zeros: .says([UInt8](repeating: 0, count: 100))
                case .fullBacklog: .isFull
                }
            }

            /// Exit code, code and stage of the error, and a word of its text.
            var expected: (exitCode: Int32, code: String, stage: String, text: String) {
                switch self {
                case .reset, .resetInServerHello: (8, "reset", "handshake", "reset")
                case .closed, .closedInCertificate: (8, "closed_early", "handshake", "closed")
                case .floodOfEmptyMessages: (8, "protocol_error", "handshake", "GNUTLS_E_UNEXPECTED_HANDSHAKE_PACKET")
                case .floodOfOneMessage: (8, "limit_exceeded", "handshake", "larger than the limit")
                case .http: (8, "not_tls", "handshake", "HTTP/1.1 400 Bad Request")
                case .smtp: (8, "not_tls", "handshake", "220 mail.e2e.example ESMTP")
                case .alert: (8, "alert_received", "handshake", "alert")
                case .zeros: (8, "not_tls", "handshake", "\\x00")
                case .fullBacklog: (9, "timeout", "connect", "within 2 s")
                }
            }
        }

        @Test("no session, and the record says why", arguments: Fault.allCases)
        func fault(_ fault: Fault) async throws {
            try await withPeer(.tls13, fault.behaviour) { peer in
                let run = try await Countersign.run(["verify", "\(PKI.host){127.0.0.1}:\(peer.port)", "--timeout", "2", "--json"])
                #expect(run.exitCode == fault.expected.exitCode, "\(run.story)")
                let error = try run.record()["error"]
                #expect(error["code"].text == fault.expected.code, "\(run.story)")
                #expect(error["stage"].text == fault.expected.stage, "\(run.story)")
                #expect(error["text"].text?.contains(fault.expected.text) == true, "\(run.story)")
            }
        }

        @Test(
            "a signal ends a stalled run at once",
            arguments: [SignalRow(name: "INT", number: 2), SignalRow(name: "TERM", number: 15)])
        func signal(_ signal: SignalRow) async throws {
            try await withPeer(.tls13, { _ in .silence }) { peer in
                let files = try TemporaryDirectory()
                defer { files.remove() }
                // A test runner in the background may have SIGINT ignored, and children inherit that.
                let run = try Running(
                    [
                        "/usr/bin/env", "--default-signal=\(signal.name)", Countersign.path, "verify", "127.0.0.1:\(peer.port)",
                        "--timeout", "60",
                    ],
                    files: files)
                defer { run.stop() }
                try await peer.process.wait("a connection") { $0.output.contains("accepted") }
                run.send(signal.number)
                // Whoever waits for the timeout is killed here.
                let end = try await run.end(within: 20)
                #expect(!end.isKilled, "\(end.story)")
            }
        }

        struct SignalRow: Sendable, CustomTestStringConvertible {
            let name: String
            let number: Int32
            var testDescription: String { "SIG\(name)" }
        }
    }
}
