import Foundation
import Testing
import TestKit

extension EndToEnd {
    @Suite("Pins and known hosts")
    struct KeyDemandTests {
        private let pki: PKI
        private let files: TemporaryDirectory

        init() throws {
            pki = try PKI.made()
            files = try TemporaryDirectory()
        }

        /// The pin of a key by OpenSSL's command.
        private func pin(_ key: String) async throws -> String {
            let run = try await Run.of([
                Tool.bash.path, "-euc",
                "openssl pkey -in \"$1\" -pubout -outform DER | openssl dgst -sha256 -binary | openssl base64 -A", "pin", key,
            ])
            try #require(run.exitCode == 0, "\(run.story)")
            return "sha256//" + run.output
        }

        private func server(_ chain: ServerIdentityFiles) async throws -> TLSServers {
            try await TLSServers.start(.opensslServer, .tls13, [chain], files: files)
        }

        private func target(_ port: Int, _ host: String = PKI.host) -> String { "\(host){127.0.0.1}:\(port)" }

        private var trust: [String] { ["--cafile", pki.root(.rsa), "--cafile", pki.root(.ecdsa)] }

        private static let stranger = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

        // MARK: --pin

        @Test func `several pins come in one option or in several, and a report says whose demand is not met`() async throws {
            defer { files.remove() }
            let good = pki.leafAndIssuer(.good, .ecdsa)
            let ours = try await pin(good.key)
            let rows: [(pins: [String], exitCode: Int32)] = [
                (["--pin", ours], 0), (["--pin", "\(Self.stranger);\(ours)"], 0), (["--pin", Self.stranger, "--pin", ours], 0),
                (["--pin", Self.stranger], 6),
            ]
            let check = ["check", good.chain, "--hostname", PKI.host] + trust
            for row in rows {
                let run = try await Countersign.run(check + ["--json"] + row.pins)
                #expect(run.exitCode == row.exitCode, "\(run.story)")
                #expect(
                    try run.record()["question"]["pins"].elements.count
                        == row.pins.joined().components(separatedBy: "sha256//").count - 1)
            }
            let text = try await Countersign.run(check + ["--pin", Self.stranger])
            for words in [
                "refused (other): pin_mismatch", "its key is \(ours), not the pinned \(Self.stranger)", "your own demand",
            ] {
                #expect(text.output.contains(words), "\(text.story)")
            }
        }

        @Test("curl says the same of a pin", .needs(.curl)) func curl() async throws {
            defer { files.remove() }
            let good = pki.leafAndIssuer(.good, .rsa)
            let server = try await server(good)
            defer { server.stop() }
            for (pin, isAccepted) in [(try await pin(good.key), true), (Self.stranger, false)] {
                let curl = try await Run.of([
                    Tool.curl.path, "-sS", "--cacert", pki.root(.rsa), "--resolve", "\(PKI.host):\(server.ports[0]):127.0.0.1",
                    "--pinnedpubkey", pin, "-o", "/dev/null", "https://\(PKI.host):\(server.ports[0])/",
                ])
                // 90: "Failed to match the pinned key".
                #expect(curl.exitCode == (isAccepted ? 0 : 90), "\(curl.story)")
                let ours = try await Countersign.run(["verify", target(server.ports[0]), "--pinnedpubkey", pin] + trust)
                #expect(ours.exitCode == (isAccepted ? 0 : 6), "\(ours.story)")
            }
        }

        @Test func `a malformed pin is an error of usage that names it`() async throws {
            defer { files.remove() }
            let run = try await Countersign.run(["verify", "localhost:1", "--pin", "\(Self.stranger);sha256//x"])
            #expect(run.exitCode == 64)
            #expect(run.errors.contains("--pin 'sha256//x' (pin 2 of 2)"), "\(run.story)")
        }

        // MARK: --tofu

        @Test func `a file that can't be locked is told beside the verdict, and costs the exit code`() async throws {
            defer { files.remove() }
            let server = try await server(pki.leafAndIssuer(.good, .ecdsa))
            defer { server.stop() }
            let known = files.file("known")
            try FileManager.default.createDirectory(atPath: known + ".lock", withIntermediateDirectories: true)
            let run = try await Countersign.run(["verify", target(server.ports[0]), "--tofu", known] + trust)
            #expect(run.exitCode == 73 && run.errors.contains("known.lock"), "\(run.story)")
            #expect(run.output.contains("neither compared nor recorded"), "\(run.story)")
        }

        private static let processes = 6
        private static let hosts = 8

        @Test func `processes that run at once lose no line`() async throws {
            defer { files.remove() }
            let server = try await server(pki.leafAndIssuer(.good, .ecdsa))
            defer { server.stop() }
            let known = files.file("known")
            let (trust, port) = (trust, server.ports[0])
            func target(_ process: Int, _ host: Int) -> String { "p\(process)h\(host).example{127.0.0.1}:\(port)" }
            let runs = try await withThrowingTaskGroup(of: Run.self) { group in
                for process in 0..<Self.processes {
                    // One host is everybody's: it is recorded once.
                    let targets = (0..<Self.hosts).map { target(process, $0) } + ["shared.example{127.0.0.1}:\(port)"]
                    group.addTask {
                        try await Countersign.run(["verify", "--verify-hostname", PKI.host, "--tofu", known] + targets + trust)
                    }
                }
                return try await group.reduce(into: [Run]()) { $0.append($1) }
            }
            for run in runs { #expect(run.exitCode == 0, "\(run.story)") }
            let names = files.read("known").split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
            let expected = (0..<Self.processes).flatMap { process in (0..<Self.hosts).map { "p\(process)h\($0).example:\(port)" } }
            #expect(names.sorted() == (expected + ["shared.example:\(port)"]).sorted())
        }
    }
}
