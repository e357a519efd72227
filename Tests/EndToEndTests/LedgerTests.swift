import Testing
import TestKit

extension EndToEnd {
    /// A difference that nobody knows, and a file that explains it.
    @Suite("A ledger of one's own")
    struct LedgerTests {
        private let files: TemporaryDirectory

        init() throws { files = try TemporaryDirectory() }

        /// A sound chain, and GnuTLS under a configuration of the system that calls its signatures insecure: that is in
        /// no entry that is shipped.
        private func chain() async throws {
            let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3000"]
            try await openssl(
                ["req", "-x509"] + key + [
                    "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=CA", "-addext", "basicConstraints=critical,CA:TRUE",
                    "-addext", "keyUsage=critical,keyCertSign",
                ])
            try await openssl(
                ["req", "-x509"] + key + [
                    "-keyout", "leaf.key", "-out", "leaf.pem", "-CA", "ca.pem", "-CAkey", "ca.key", "-subj", "/CN=leaf",
                    "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "subjectAltName=DNS:www.test.example",
                ])
            try files.write("[overrides]\ninsecure-hash = sha256\n", to: "gnutls.conf")
        }

        private func openssl(_ arguments: [String]) async throws {
            let run = try await Run.of([Tool.openssl.path] + arguments, seconds: 60, in: files.path)
            guard run.exitCode == 0 else { throw ToolFailure(story: run.story) }
        }

        private func check(_ arguments: String...) async throws -> Run {
            try await Run.of(
                ["/usr/bin/env", "GNUTLS_SYSTEM_PRIORITY_FILE=\(files.file("gnutls.conf"))", Countersign.path]
                    + [
                        "check", files.file("leaf.pem"), "--hostname", "www.test.example", "--cafile",
                        files.file("ca.pem"),
                    ]
                    + ["--engines", "gnutls,swift,openssl", "--json"] + arguments)
        }

        private static func entry(_ id: String, code: String, right: String = "either") -> String {
            """
              {
               "id": "\(id)",
               "accepters": ["swift", "openssl"],
               "refusers": ["gnutls"],
               "versions": {"seen": "GnuTLS 3.7.9"},
               "when": {"all": [{"finding": ["weak_signature"]}, {"native_code": ["\(code)"]}]},
               "right": "\(right)",
               "rule": "none",
               "summary": "the system calls SHA-256 insecure"
              }
            """
        }

        private static func file(_ entries: String...) -> String {
            "{\n \"schema_version\": 1,\n \"entries\": [\n\(entries.joined(separator: ",\n"))\n ]\n}\n"
        }

        @Test func `it explains a difference that nobody knows`() async throws {
            try await chain()
            let before = try await check()
            #expect(before.exitCode == 7, "\(before.story)")
            try files.write(Self.file(Self.entry("other-code", code: "GNUTLS_CERT_EXPIRED")), to: "other.json")
            #expect(try await check("--ledger", files.file("other.json")).exitCode == 7)
            try files.write(
                Self.file(Self.entry("insecure-hash", code: "GNUTLS_CERT_INSECURE_ALGORITHM")), to: "mine.json")
            let after = try await check("--ledger", files.file("other.json"), "--ledger", files.file("mine.json"))
            #expect(after.exitCode == 6, "\(after.story)")
            #expect(after.errors.isEmpty, "\(after.story)")
            let agreement = try JSON(parsing: after.output)["agreement"]
            #expect(agreement["class"] == .string("known_difference"))
            #expect(agreement["ledger_id"] == .string("insecure-hash"))
            #expect(agreement["ledger_source"] == .string(files.file("mine.json")))
        }

        @Test func `a bad file is refused by line and field, before anything is judged`() async throws {
            try await chain()
            let row = Self.entry("mine", code: "X", right: "nobody")
            try files.write(Self.file(row), to: "bad.json")
            for command in [["check", files.file("leaf.pem"), "--hostname", "a.example"], ["verify", "127.0.0.1:1"]] {
                let run = try await Countersign.run(
                    command + ["--cafile", files.file("ca.pem"), "--ledger", files.file("bad.json")])
                #expect(run.exitCode == 66, "\(run.story)")
                #expect(run.output.isEmpty)
                #expect(
                    run.errors.contains(
                        "bad.json:10: field 'entries.0.right': 'nobody' is none of accepter, refuser, either"),
                    "\(run.story)")
            }
            let missing = try await check("--ledger", files.file("missing.json"))
            #expect(missing.exitCode == 66, "\(missing.story)")
        }

        @Test func `an entry that contradicts an earlier one is named`() async throws {
            try await chain()
            let first = Self.entry("first", code: "GNUTLS_CERT_INSECURE_ALGORITHM", right: "accepter")
            let second = Self.entry("second", code: "GNUTLS_CERT_INSECURE_ALGORITHM", right: "refuser")
            try files.write(Self.file(first, second), to: "two.json")
            let run = try await check("--ledger", files.file("two.json"))
            #expect(run.exitCode == 6, "\(run.story)")
            #expect(run.errors.contains("two.json:14: 'second' has the engines and the condition of 'first'"), "\(run.story)")
            #expect(try JSON(parsing: run.output)["agreement"]["ledger_id"] == .string("first"))
        }

        @Test func `its schema is printed`() async throws {
            let run = try await Countersign.run(["schema", "--ledger"])
            #expect(run.exitCode == 0)
            #expect(try JSON(parsing: run.output)["title"] == .string("Countersign ledger"))
        }
    }
}
