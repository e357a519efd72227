import Foundation
import Testing
import TestKit

extension EndToEnd {
    @Suite("Stores of trust")
    struct TrustStoreTests {
        private let files: TemporaryDirectory
        private let pki: PKI

        init() throws {
            files = try TemporaryDirectory()
            pki = try PKI.made()
        }

        private static let systemBundle = "/etc/ssl/certs/ca-certificates.crt"
        private static let begin = "-----BEGIN CERTIFICATE-----"

        /// As many roots as Debian 12 has, and more: the system's, or made ones.
        private func manyRoots() async throws -> String {
            let system = String(decoding: FileManager.default.contents(atPath: Self.systemBundle) ?? Data(), as: UTF8.self)
            if system.components(separatedBy: Self.begin).count > 100 { return system }
            var roots = ""
            for number in 1...139 {
                let run = try await Run.of([
                    Tool.openssl.path, "req", "-x509", "-config", pki.directory.file("ca.cnf"), "-key", pki.client.key, "-days",
                    "30",
                    "-subj", "/CN=root \(number)",
                ])
                roots += run.output
            }
            return roots
        }

        private func verify(_ chain: PKI.Chain, _ trust: [String]) async throws -> Run {
            let server = try await TLSServers.start(.opensslServer, .tls13, [pki.leafAndIssuer(chain, .rsa)], files: files)
            defer { server.stop() }
            return try await Countersign.run(["verify", "\(PKI.host){127.0.0.1}:\(server.ports[0])", "--json"] + trust)
        }

        @Test func `a bundle as large as the system's, with one root more`() async throws {
            defer { files.remove() }
            let many = try await manyRoots()
            let ours = String(decoding: FileManager.default.contents(atPath: pki.root(.rsa)) ?? Data(), as: UTF8.self)
            let without = try files.write(many, to: "without.pem")
            let with = try files.write(many + "\n# ours\n" + ours, to: "with.pem")
            let count = many.components(separatedBy: Self.begin).count - 1

            let refused = try await verify(.good, ["--cafile", without])
            #expect(refused.exitCode == 3, "\(refused.story)")
            #expect(try refused.record()["question"]["anchors_count"].integer == count)

            let accepted = try await verify(.good, ["--cafile", with])
            #expect(accepted.exitCode == 0, "\(accepted.story)")
            #expect(try accepted.record()["question"]["anchors_count"].integer == count + 1)
            #expect(accepted.seconds < 30, "\(accepted.story)")
        }

        @Test func `a directory hashed by openssl rehash`() async throws {
            defer { files.remove() }
            let store = try files.subdirectory()
            for algorithm in PKI.Algorithm.allCases {
                try store.write(
                    FileManager.default.contents(atPath: pki.root(algorithm)) ?? Data(), to: "\(algorithm.rawValue).pem")
            }
            let rehash = try await Run.of([Tool.openssl.path, "rehash", store.path])
            #expect(rehash.exitCode == 0, "\(rehash.story)")
            let run = try await verify(.good, ["--capath", store.path])
            #expect(run.exitCode == 0, "\(run.story)")
            let question = try run.record()["question"]
            #expect(question["anchors_count"].integer == 2)
            #expect(question["anchors_source"].text == "directory \(store.path)")

            let stranger = try await verify(.unknownRoot, ["--capath", store.path])
            #expect(stranger.exitCode == 3, "\(stranger.story)")
        }

        @Test func `a pipe in a directory of roots keeps nobody waiting`() async throws {
            defer { files.remove() }
            let store = try files.subdirectory()
            try store.write(FileManager.default.contents(atPath: pki.root(.rsa)) ?? Data(), to: "root.pem")
            let made = try await Run.of(["/usr/bin/env", "mkfifo", store.file("pipe")])
            #expect(made.exitCode == 0, "\(made.story)")
            let check = ["check", pki.leafAndIssuer(.good, .rsa).chain, "--hostname", PKI.host, "--capath", store.path]
            let run = try await Countersign.run(check, seconds: 20)
            #expect(run.exitCode == 0 && run.errors.contains("pipe: no regular file"), "\(run.story)")
        }

        @Test func `several stores at once are one set`() async throws {
            defer { files.remove() }
            let run = try await verify(
                .good, ["--cafile", pki.root(.ecdsa), "--cacert", pki.root(.rsa), "--cafile", pki.root(.rsa)])
            #expect(run.exitCode == 0, "\(run.story)")
            #expect(try run.record()["question"]["anchors_count"].integer == 2)
        }

        private static let hasSystemStore = Tool.isRequired || FileManager.default.fileExists(atPath: systemBundle)

        @Test("the system's store is the default", .enabled(if: hasSystemStore, "skipped: apt-get install ca-certificates"))
        func systemStore() async throws {
            defer { files.remove() }
            let run = try await verify(.good, [])
            #expect(run.exitCode == 3, "\(run.story)")
            let question = try run.record()["question"]
            #expect(question["anchors_source"].text?.hasPrefix("system store /") == true, "\(run.story)")
            #expect(try #require(question["anchors_count"].integer) > 50)
        }
    }
}
