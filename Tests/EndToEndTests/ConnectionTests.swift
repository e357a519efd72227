import Foundation
import Testing
import TestKit

extension EndToEnd {
    @Suite("How to connect and what to offer")
    struct ConnectionTests {
        private let files: TemporaryDirectory
        private let pki: PKI

        init() throws {
            files = try TemporaryDirectory()
            pki = try PKI.made()
        }

        private func with(
            _ software: ServerSoftware, _ version: TLSVersion, _ identities: [ServerIdentityFiles], options: [String] = [],
            _ body: (_ ports: [Int], _ servers: TLSServers) async throws -> Void
        ) async throws {
            defer { files.remove() }
            let servers = try await TLSServers.start(software, version, identities, options: options, files: files)
            defer { servers.stop() }
            try await body(servers.ports, servers)
        }

        private var good: ServerIdentityFiles { pki.leafAndIssuer(.good, .ecdsa) }
        private var trust: [String] { ["--cafile", pki.root(.ecdsa)] }

        @Test("a server that insists on a client certificate", arguments: TLSVersion.allCases)
        func clientCertificate(version: TLSVersion) async throws {
            let insisting = ["-Verify", "2", "-verify_return_error", "-CAfile", pki.root(.ecdsa)]
            try await with(.opensslServer, version, [good], options: insisting) { ports, servers in
                let arguments = ["verify", "\(PKI.host){127.0.0.1}:\(ports[0])"] + trust
                let with = try await Countersign.run(arguments + ["--cert", pki.client.chain, "--key", pki.client.key])
                #expect(with.exitCode == 0, "\(with.story)")
                try await servers.processes[0].wait("the client's subject") { $0.errors.contains("CN = client") }

                // In TLS 1.3 the client's part of the handshake is over before the server can refuse (RFC 8446 section
                // 4.4.2.4).
                let without = try await Countersign.run(arguments)
                #expect(without.exitCode == (version == .tls12 ? 8 : 0), "\(without.story)")
                if version == .tls12 {
                    #expect(without.output.contains("alert") && without.output.contains("--cert"), "\(without.story)")
                }
            }
        }

        /// By TLS 1.2 the server has presented its chain by then, and has proved no key.
        @Test(
            "what a server presents that insists on a client certificate is judged and never countersigned",
            arguments: [(PKI.Chain.good, Int32(8)), (.wrongHost, 2), (.expired, 4), (.unknownRoot, 3)])
        func judgedWithoutClientCertificate(chain: PKI.Chain, code: Int32) async throws {
            let insisting = ["-Verify", "2", "-verify_return_error", "-CAfile", pki.root(.ecdsa)]
            let identity = pki.leafAndIssuer(chain, .ecdsa)
            try await with(.opensslServer, .tls12, [identity], options: insisting) { ports, _ in
                let known = files.file("known")
                let run = try await Countersign.run(
                    ["verify", "\(PKI.host){127.0.0.1}:\(ports[0])", "--json", "--tofu", known] + trust)
                let record = try run.record()
                #expect(run.exitCode == code, "\(run.story)")
                #expect(record["error"]["stage"].text == "handshake" && record["chain"].elements.count == 2)
                #expect(record["verdict"].text == (code == 8 ? "undecided" : "refused"), "\(run.story)")
                let verdicts = record["engines"].elements.map { $0["verdict"].text }
                #expect(verdicts.allSatisfy { $0 == (code == 8 ? "accepted" : "refused") }, "\(run.story)")
                // A key that nobody proved is not recorded.
                #expect(!files.read("known").contains(PKI.host), "\(run.story)")
                let nagios = try await Countersign.run(
                    ["verify", "\(PKI.host){127.0.0.1}:\(ports[0])", "--nagios"] + trust)
                #expect(nagios.exitCode == 2, "\(nagios.story)")
            }
        }

        @Test func `a client's key may lie in the certificate's file, and may have a password`() async throws {
            let insisting = ["-Verify", "2", "-verify_return_error", "-CAfile", pki.root(.ecdsa)]
            let contents = [pki.client.chain, pki.client.key].compactMap { FileManager.default.contents(atPath: $0) }
            let both = try files.write(contents.reduce(Data(), +), to: "both.pem")
            let word = try files.write("correct horse\n", to: "password")
            let locked = files.file("locked.pem")
            let encrypted = try await Run.of([
                Tool.openssl.path, "pkcs8", "-topk8", "-in", pki.client.key, "-passout", "file:\(word)", "-out", locked,
            ])
            try #require(encrypted.exitCode == 0, "\(encrypted.story)")
            let wrong = try files.write("battery staple\n", to: "wrong")
            let withKey = ["--cert", pki.client.chain, "--key", locked]
            let rows: [(options: [String], code: Int32, words: String)] = [
                (["--cert", both], 0, ""), (withKey + ["--pass-file", word], 0, ""),
                (withKey + ["--pass-file", wrong], 66, "is its password right?"), (withKey, 66, "--pass-file"),
                (["--cert", pki.client.chain], 66, "no private key is there"),
                (["--pass-file", word], 64, "--cert"),
            ]
            try await with(.opensslServer, .tls12, [good], options: insisting) { ports, _ in
                for row in rows {
                    let run = try await Countersign.run(
                        ["verify", "\(PKI.host){127.0.0.1}:\(ports[0])"] + trust + row.options)
                    #expect(run.exitCode == row.code && (row.words.isEmpty || run.errors.contains(row.words)), "\(run.story)")
                }
            }
        }

        @Test("application protocols", .needs(.nginx), arguments: [("h2,http/1.1", "h2"), ("http/1.1", "http/1.1"), (nil, nil)])
        func applicationProtocols(offered: String?, chosen: String?) async throws {
            try await with(.nginx, .tls13, [good]) { ports, _ in
                let arguments = ["verify", "\(PKI.host){127.0.0.1}:\(ports[0])", "--json"] + trust
                let run = try await Countersign.run(arguments + (offered.map { ["--alpn", $0] } ?? []))
                #expect(run.exitCode == 0, "\(run.story)")
                #expect(try run.record()["tls"]["alpn"].text == chosen, "\(run.story)")
            }
        }

        @Test("the server name sent decides what is presented, the host dialled who it must be", .needs(.gnutlsServ))
        func serverName() async throws {
            let other = pki.leafAndIssuer(.wrongHost, .ecdsa)
            let second = ["--x509certfile", other.chain, "--x509keyfile", other.key]
            try await with(.gnutlsServ, .tls13, [good], options: second) { ports, _ in
                let arguments = ["verify", "\(PKI.host){127.0.0.1}:\(ports[0])", "--json"] + trust
                let rows: [(options: [String], exitCode: Int32, sent: String?)] = [
                    ([], 0, PKI.host),
                    (["--sni", "other.e2e.example"], 2, "other.e2e.example"),
                    (["--sni", "other.e2e.example", "--verify-hostname", "other.e2e.example"], 0, "other.e2e.example"),
                    (["--sni", "", "--verify-hostname", PKI.host], 0, nil),
                ]
                for row in rows {
                    let run = try await Countersign.run(arguments + row.options)
                    #expect(run.exitCode == row.exitCode, "\(run.story)")
                    #expect(try run.record()["tls"]["server_name"].text == row.sent, "\(run.story)")
                }
            }
        }

        @Test func `an address to dial, and another name to expect, as options`() async throws {
            try await with(.opensslServer, .tls13, [good]) { ports, _ in
                let rows: [(arguments: [String], exitCode: Int32)] = [
                    (["\(PKI.host)", "--address", "127.0.0.1", "--port", "\(ports[0])"], 0),
                    // As OpenSSL's s_client is told it.
                    (["-connect", "127.0.0.1:\(ports[0])", "-servername", PKI.host, "-verify_hostname", PKI.host], 0),
                    (["-connect", "127.0.0.1:\(ports[0])", "-servername", PKI.host], 2),
                    (["127.0.0.1:\(ports[0])", "--verify-hostname", PKI.host], 0),
                ]
                for row in rows {
                    let run = try await Countersign.run(["verify"] + row.arguments + trust)
                    #expect(run.exitCode == row.exitCode, "\(run.story)")
                }
            }
        }

        private static let hasIPv6 = Tool.isRequired || FileManager.default.fileExists(atPath: "/proc/net/if_inet6")

        @Test("an IPv6 address", .enabled(if: hasIPv6, "skipped: this machine has no IPv6"))
        func addressOfVersion6() async throws {
            try await with(.opensslServer, .tls13, [pki.addresses], options: ["-6"]) { ports, _ in
                let run = try await Countersign.run(["verify", "[::1]:\(ports[0])", "--json"] + trust)
                #expect(run.exitCode == 0, "\(run.story)")
                let record = try run.record()
                #expect(record["address"].text == "::1")
                #expect(record["tls"]["server_name"] == .null)
                #expect(record["question"]["reference_kind"].text == "IP-ID", "\(run.story)")
            }
        }
    }
}
