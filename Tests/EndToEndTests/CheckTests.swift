import Foundation
import TestKit
import Testing

extension EndToEnd {
    @Suite("Stored chains as people have them", .needs(.openssl))
    struct CheckTests {
        private let files: TemporaryDirectory
        private let pki: PKI

        init() throws {
            files = try TemporaryDirectory()
            pki = try PKI.made()
        }

        private var trust: [String] { ["--cafile", pki.root(.ecdsa)] }

        private func chain(_ kind: PKI.Chain) -> String { pki.leafAndIssuer(kind, .ecdsa).chain }

        @Test func `several files give one answer each, and the most serious code`() async throws {
            defer { files.remove() }
            let missing = files.file("missing.pem")
            let chains = [chain(.good), missing, chain(.expired), chain(.good)]
            let run = try await Countersign.run(["check", "--hostname", PKI.host, "--json"] + trust + chains)
            let records = try run.records()
            #expect(records.map { $0["exit_code"].integer } == [0, 66, 4, 0], "\(run.story)")
            #expect(records.map { $0["target"].text } == chains)
            #expect(run.exitCode == 4)
            let text = try await Countersign.run(["check", "--hostname", PKI.host] + trust + chains)
            #expect(text.output.contains("\n\n\(chain(.expired)): refused (time): expired\n"), "\(text.story)")
            #expect(text.output.contains("\(missing): not tried\n"), "\(text.story)")
        }

        @Test func `standard input is a file too`() async throws {
            defer { files.remove() }
            let pem = String(decoding: FileManager.default.contents(atPath: chain(.good)) ?? Data(), as: UTF8.self)
            let run = try await Countersign.run(["check", "-", "--hostname", PKI.host] + trust, input: pem)
            #expect(run.exitCode == 0, "\(run.story)")
            let twice = try await Countersign.run(["check", "-", "-", "--hostname", PKI.host] + trust, input: pem)
            #expect(twice.exitCode == 64 && twice.errors.contains("standard input"), "\(twice.story)")
        }

        @Test func `intermediates may lie in another file, as for openssl verify`() async throws {
            defer { files.remove() }
            let (leaf, issuer) = (files.file("leaf.pem"), pki.leafAndIssuer(.good, .ecdsa).issuer)
            let split = try await Run.of([Tool.openssl.path, "x509", "-in", chain(.good), "-out", leaf])
            try #require(split.exitCode == 0, "\(split.story)")
            let alone = try await Countersign.run(["check", leaf, "--hostname", PKI.host] + trust)
            #expect(alone.exitCode == 3, "\(alone.story)")
            for option in ["--untrusted", "-untrusted"] {
                let run = try await Countersign.run(["check", leaf, option, issuer, "--hostname", PKI.host] + trust)
                #expect(run.exitCode == 0, "\(run.story)")
            }
            let missing = try await Countersign.run(["check", leaf, "--untrusted", files.file("missing")] + trust)
            #expect(missing.exitCode == 66 && missing.errors.contains("/missing: No such file"), "\(missing.story)")
        }

        @Test(
            "without a name the chain alone is judged, and the record says so",
            arguments: [("gnutls,swift", 2), ("swift,openssl", 2), ("gnutls,swift,openssl", 3)])
        func withoutName(engines: String, count: Int) async throws {
            defer { files.remove() }
            for (kind, code) in [(PKI.Chain.good, 0), (.wrongHost, 0), (.expired, 4), (.unknownRoot, 3)] {
                let check = ["check", chain(kind), "--engines", engines] + trust
                let run = try await Countersign.run(check + ["--json"])
                let record = try run.record()
                #expect(run.exitCode == Int32(code), "\(run.story)")
                #expect(record["question"]["reference_identity"] == .null && record["question"]["reference_kind"] == .null)
                let scopes = record["engines"].elements.map { $0["scope"].elements.compactMap(\.text) }
                #expect(scopes.count == count && scopes.allSatisfy { !$0.isEmpty && !$0.contains("name") }, "\(run.story)")
                let text = try await Countersign.run(check)
                #expect(text.output.contains("no name was asked for") == (code == 0), "\(text.story)")
            }
        }
    }
}
