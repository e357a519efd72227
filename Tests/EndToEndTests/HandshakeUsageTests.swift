import Foundation
import TestKit
import Testing

extension EndToEnd {
    /// Servers of OpenSSL's command whose certificate or settings end the handshake, or should.
    @Suite("What the handshake says of the certificate", .needs(.openssl, .bash))
    struct HandshakeUsageTests {
        private let files: TemporaryDirectory

        init() throws { files = try TemporaryDirectory() }

        private func made(keyUsage: String) async throws {
            let script = """
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj /CN=CA -days 900 \
                    -addext keyUsage=critical,keyCertSign
                openssl req -x509 -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.pem -CA ca.pem -CAkey ca.key -subj /CN=leaf \
                    -days 300 -addext basicConstraints=critical,CA:FALSE -addext subjectAltName=DNS:www.test.example \
                    -addext keyUsage=critical,\(keyUsage)
                """
            let run = try await Run.of([Tool.bash.path, "-euc", script], seconds: 60, in: files.path)
            try #require(run.exitCode == 0, "\(run.story)")
        }

        /// Verifies against a server with these options, and stops it.
        private func verified(_ options: [String], _ arguments: String...) async throws -> Run {
            let port = Ports.free(1)[0]
            let server = try Running(
                [
                    Tool.openssl.path, "s_server", "-accept", "127.0.0.1:\(port)", "-cert", "leaf.pem", "-key",
                    "leaf.key", "-quiet",
                ]
                    + options, in: files.path, files: files)
            defer { server.stop() }
            let command =
                ["verify", "www.test.example{127.0.0.1}:\(port)", "--cafile", files.file("ca.pem"), "--json"]
                + arguments
            for _ in 0..<200 {
                let run = try await Countersign.run(command)
                if run.exitCode != 9 { return run }
                try await Task.sleep(for: .milliseconds(50))
            }
            return try await Countersign.run(command)
        }

        @Test("a key that may not sign, and signs", arguments: [[], ["--priority", "NORMAL:%COMPAT"]] as [[String]])
        func usage(options: [String]) async throws {
            defer { files.remove() }
            try await made(keyUsage: "keyEncipherment")
            let run =
                options.isEmpty ? try await verified([]) : try await verified([], options[0], options[1])
            #expect(run.exitCode == 3, "\(run.story)")
            let finding = try run.record()["findings"].elements.first
            #expect(finding?["id"] == .string("key_usage_violation") && finding?["depth"].integer == 0)
            #expect(try run.record()["chain"].elements.count == 1)
            let offline = try await Countersign.run([
                "check", files.file("leaf.pem"), "--hostname", "www.test.example", "--cafile", files.file("ca.pem"),
                "--json",
            ])
            #expect(offline.exitCode == 0 && offline.output.contains("no_digital_signature"), "\(offline.story)")
        }

        @Test("an alert is advised by its own meaning")
        func alerts() async throws {
            defer { files.remove() }
            try await made(keyUsage: "digitalSignature")
            for (server, client, advice) in [
                (["-Verify", "1", "-verify_return_error", "-tls1_2"], [], "--cert and --key"),
                (["-alpn", "h2"], ["--alpn", "http/1.1"], "--alpn"),
            ] as [([String], [String], String)] {
                let port = Ports.free(1)[0]
                let running = try Running(
                    [
                        Tool.openssl.path, "s_server", "-accept", "127.0.0.1:\(port)", "-cert", "leaf.pem", "-key",
                        "leaf.key",
                        "-quiet",
                    ]
                        + server, in: files.path, files: files)
                defer { running.stop() }
                let command =
                    ["verify", "www.test.example{127.0.0.1}:\(port)", "--cafile", files.file("ca.pem")] + client
                var run = try await Countersign.run(command)
                for _ in 0..<200 where run.exitCode == 9 {
                    try await Task.sleep(for: .milliseconds(50))
                    run = try await Countersign.run(command)
                }
                #expect(run.exitCode == 8 && run.output.contains(advice), "\(run.story)")
            }
        }
    }
}
