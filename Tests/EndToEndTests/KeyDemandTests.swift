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

        private func servers(_ chains: [ServerIdentityFiles]) async throws -> TLSServers {
            try await TLSServers.start(.opensslServer, .tls13, chains, files: files)
        }

        private func target(_ port: Int, _ host: String = PKI.host) -> String { "\(host){127.0.0.1}:\(port)" }

        private var trust: [String] { ["--cafile", pki.root(.rsa), "--cafile", pki.root(.ecdsa)] }

        private static let stranger = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

        // MARK: --pin

        @Test func `the leaf's key must be one of the pins`() async throws {
            defer { files.remove() }
            let good = pki.leafAndIssuer(.good, .ecdsa)
            let server = try await servers([good])
            defer { server.stop() }
            let ours = try await pin(good.key)
            let issuer = try await pin(pki.directory.file("trusted-ECDSA-ca.key"))
            let rows: [(pins: [String], exitCode: Int32)] = [
                (["--pin", ours], 0), (["--pin", "\(Self.stranger);\(ours)"], 0), (["--pin", Self.stranger, "--pin", ours], 0),
                (["--pin", Self.stranger], 6),
                // As for curl, the leaf's key alone counts.
                (["--pin", issuer], 6),
            ]
            for row in rows {
                let run = try await Countersign.run(["verify", target(server.ports[0]), "--json"] + trust + row.pins)
                #expect(run.exitCode == row.exitCode, "\(run.story)")
                let record = try run.record()
                #expect(record["verdict"].text == (row.exitCode == 0 ? "countersigned" : "refused"))
                #expect(record["findings"].elements.compactMap { $0["id"].text } == (row.exitCode == 0 ? [] : ["pin_mismatch"]))
                #expect(record["agreement"]["class"].text == "agree")
                #expect(record["engines"].elements.allSatisfy { $0["verdict"].text == "accepted" })
                #expect(
                    record["question"]["pins"].elements.count == row.pins.joined().components(separatedBy: "sha256//").count - 1)
            }
            let text = try await Countersign.run(["verify", target(server.ports[0])] + trust + ["--pin", Self.stranger])
            for words in [
                "refused (other): pin_mismatch", "its key is \(ours), not the pinned \(Self.stranger)", "your own demand",
            ] {
                #expect(text.output.contains(words), "\(text.story)")
            }
        }

        @Test("curl says the same of a pin", .needs(.curl)) func curl() async throws {
            defer { files.remove() }
            let good = pki.leafAndIssuer(.good, .rsa)
            let server = try await servers([good])
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

        @Test func `a stored chain is held to pins too, and a refusal for another reason keeps its code`() async throws {
            defer { files.remove() }
            let good = pki.leafAndIssuer(.good, .ecdsa)
            let arguments = ["check", good.chain, "--hostname", PKI.host] + trust
            #expect(try await Countersign.run(arguments + ["--pin", pin(good.key)]).exitCode == 0)
            #expect(try await Countersign.run(arguments + ["--pin", Self.stranger]).exitCode == 6)
            let expired = ["check", pki.leafAndIssuer(.expired, .ecdsa).chain, "--hostname", PKI.host] + trust
            let run = try await Countersign.run(expired + ["--pin", Self.stranger, "--json"])
            #expect(run.exitCode == 4, "\(run.story)")
            #expect(try run.record()["findings"].elements.compactMap { $0["id"].text } == ["expired", "pin_mismatch"])
        }

        @Test func `a malformed pin is an error of usage that names it`() async throws {
            defer { files.remove() }
            let run = try await Countersign.run(["verify", "localhost:1", "--pin", "\(Self.stranger);sha256//x"])
            #expect(run.exitCode == 64)
            #expect(run.errors.contains("--pin 'sha256//x' (pin 2 of 2)"), "\(run.story)")
        }

        // MARK: --tofu

        @Test func `a file that can't be locked costs no judgement`() async throws {
            defer { files.remove() }
            let server = try await servers([pki.leafAndIssuer(.good, .ecdsa)])
            defer { server.stop() }
            let known = files.file("known")
            try FileManager.default.createDirectory(atPath: known + ".lock", withIntermediateDirectories: true)
            let verify = ["verify", target(server.ports[0]), "--tofu", known] + trust
            let run = try await Countersign.run(verify + ["--json"])
            #expect(run.exitCode == 74 && run.errors.contains("known.lock"), "\(run.story)")
            let record = try run.record()
            #expect(record["verdict"].text == "countersigned" && record["chain"].elements.count == 2, "\(run.story)")
            #expect(record["first_use"]["outcome"].text == "failed", "\(run.story)")
            #expect(record["first_use"]["problem"].text?.contains("known.lock") == true, "\(run.story)")
            let text = try await Countersign.run(verify)
            #expect(text.exitCode == 74 && text.output.contains("neither compared nor recorded"), "\(text.story)")
        }

        @Test func `a host is recorded when it is accepted, known the next time, and refused with another key`() async throws {
            defer { files.remove() }
            let server = try await servers([pki.leafAndIssuer(.good, .rsa), pki.leafAndIssuer(.good, .ecdsa)])
            defer { server.stop() }
            let known = try files.write("# mine\n", to: "known")
            func verify(_ more: String...) async throws -> Run {
                try await Countersign.run(["verify"] + server.ports.map { target($0) } + trust + ["--tofu", known] + more)
            }
            let first = try await verify("--json")
            #expect(first.exitCode == 0, "\(first.story)")
            #expect(try first.records().map { $0["first_use"]["outcome"].text } == ["recorded", "recorded"])
            let recorded = files.read("known")
            #expect(recorded.hasPrefix("# mine\n\(PKI.host):"))
            #expect(recorded.contains(try await pin(pki.leafAndIssuer(.good, .rsa).key)))
            #expect(recorded.split(separator: "\n").count == 3)

            let second = try await verify("--json")
            #expect(second.exitCode == 0, "\(second.story)")
            #expect(try second.records().map { $0["first_use"]["outcome"].text } == ["known", "known"])
            #expect(files.read("known") == recorded)

            // Both servers take the other's place.
            let swapped = recorded.replacingOccurrences(of: ":\(server.ports[0]) ", with: ":x ")
                .replacingOccurrences(of: ":\(server.ports[1]) ", with: ":\(server.ports[0]) ")
                .replacingOccurrences(of: ":x ", with: ":\(server.ports[1]) ")
            try files.write(swapped, to: "known")
            let third = try await verify()
            #expect(third.exitCode == 6, "\(third.story)")
            for words in [
                "refused (other): pin_mismatch", "\n  was    sha256//", "\n  is     sha256//", "(\(known):3)", "SHA-256 ",
            ] {
                #expect(third.output.contains(words), "\(words) is not in \(third.story)")
            }
            #expect(files.read("known") == swapped)
            let record = try #require(try await verify("--json").records().first)
            #expect(record["first_use"]["outcome"].text == "changed")
            #expect(record["first_use"]["certificate"]["key"].text?.hasPrefix("ECDSA") == true)
            #expect(record["chain"][0]["key"].text?.hasPrefix("RSA") == true)
        }

        @Test func `what the engines refuse is neither accepted nor recorded`() async throws {
            defer { files.remove() }
            let server = try await servers([pki.leafAndIssuer(.wrongHost, .ecdsa), pki.leafAndIssuer(.unknownRoot, .ecdsa)])
            defer { server.stop() }
            for (port, exitCode) in zip(server.ports, [2, 3] as [Int32]) {
                let run = try await Countersign.run(
                    ["verify", target(port), "--json", "--tofu", files.file("known")] + trust)
                #expect(run.exitCode == exitCode, "\(run.story)")
                #expect(try run.record()["first_use"]["outcome"].text == "unrecorded")
            }
            #expect(!FileManager.default.fileExists(atPath: files.file("known")))
        }

        @Test func `a bad line is named before anything is connected`() async throws {
            defer { files.remove() }
            let known = try files.write("# mine\n\nwww.example.org:443 sha256//x 2026-11-25T07:00:00Z\n", to: "known")
            let run = try await Countersign.run(["verify", "localhost:1", "--tofu", known])
            #expect(run.exitCode == 66, "\(run.story)")
            #expect(run.errors.contains("--tofu: \(known):3: the pin has 1 characters"), "\(run.story)")
        }

        private static let processes = 6
        private static let hosts = 8

        @Test func `processes that run at once lose no line`() async throws {
            defer { files.remove() }
            let server = try await servers([pki.leafAndIssuer(.good, .ecdsa)])
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
