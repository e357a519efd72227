import Foundation
import Testing
import TestKit

extension EndToEnd {
    @Suite("The benchmark")
    struct BenchTests {
        private let pki: PKI

        init() throws { pki = try PKI.made() }

        private func bench(_ arguments: String...) async throws -> Run { try await Countersign.run(["bench"] + arguments) }

        /// One of our own servers, for as long as the body runs.
        private func withServer(
            _ software: ServerSoftware, _ version: TLSVersion, _ body: (_ target: String) async throws -> Void
        ) async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let servers = try await TLSServers.start(software, version, [pki.leafAndIssuer(.good, .ecdsa)], files: files)
            defer { servers.stop() }
            try await body("\(PKI.host){127.0.0.1}:\(servers.ports[0])")
        }

        @Test func `the lab's three kinds of keys, a row each`() async throws {
            let run = try await bench("--duration", "1", "--concurrency", "8")
            #expect(run.exitCode == 0, "\(run.story)")
            #expect(run.lines.count == 5, "\(run.story)")
            #expect(
                run.lines.first?.hasPrefix("server        handshakes  errors  per second  cpu us  p50 ms") == true, "\(run.story)")
            for (line, name) in zip(run.lines.dropFirst(), ["good-rsa", "good-ecdsa", "good-ed25519"]) {
                let cells = line.split(separator: " ")
                #expect(cells.first.map(String.init) == name, "\(run.story)")
                #expect(cells.count > 2 && (Int(cells[1]) ?? 0) > 10 && cells[2] == "0", "\(run.story)")
            }
            #expect(run.lines.last?.contains("3 anchors (the lab's roots); 8 at a time on") == true, "\(run.story)")
        }

        private static func hasValidator() async throws -> Bool {
            if Tool.isRequired { return true }
            return try await Run.of([Tool.python3.path, "-c", "import jsonschema"]).exitCode == 0
        }

        @Test(
            "each row of JSON follows the published schema",
            .enabled("skipped: apt-get install python3-jsonschema") { try await hasValidator() })
        func schema() async throws {
            let run = try await bench(
                "--json", "--duration", "0.5", "--lab-server", "good-ecdsa", "--priority", "NORMAL", "--priority",
                "NORMAL:-VERS-TLS1.3",
                "--no-memo", "--threads", "1")
            #expect(run.exitCode == 0, "\(run.story)")
            let rows = try run.records()
            #expect(rows.map { $0["tls"]["version"].text } == ["TLS1.3", "TLS1.2"], "\(run.story)")
            #expect(rows.allSatisfy { $0["memo"] == .null && $0["threads"].integer == 1 && $0["errors"].integer == 0 })
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let schema = try files.write(try await Countersign.run(["schema", "--bench"]).output, to: "schema.json")
            let lines = try files.write(run.output, to: "rows.jsonl")
            let validation = try await Run.of([Tool.python3.path, "-c", Self.validator, schema, lines])
            #expect(validation.output == "2 valid\n", "\(validation.story)")
        }

        private static let validator = """
            import json, sys
            from jsonschema import Draft202012Validator
            validator = Draft202012Validator(json.load(open(sys.argv[1])))
            rows = [json.loads(line) for line in open(sys.argv[2])]
            for row in rows: validator.validate(row)
            print(len(rows), "valid")
            """

        /// Waits until the first row is out and the second is being measured: what comes between the two leaves the
        /// second out.
        private static func waitForSecondRow(of run: Running) async throws {
            try await run.wait("the first row") { $0.output.hasSuffix("\n") }
            try await Task.sleep(for: .milliseconds(200))
        }

        @Test("a signal ends the run with what was measured so far", arguments: [SignalRow(number: 2), SignalRow(number: 15)])
        func signal(_ signal: SignalRow) async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let listening = Ports.listening
            let run = try Running(
                [
                    "/usr/bin/env", "--default-signal=INT", Countersign.path, "bench", "--json", "--duration", "2", "--lab-server",
                    "good-rsa",
                    "--priority", "NORMAL", "--priority", "NORMAL:-VERS-TLS1.3", "--concurrency", "4",
                ],
                files: files)
            defer { run.stop() }
            try await Self.waitForSecondRow(of: run)
            run.send(signal.number)
            let end = try await run.end(within: 20)
            #expect(end.exitCode == 128 + signal.number, "\(end.story)")
            let rows = try end.records()
            #expect(rows.map { $0["interrupted"] } == [.bool(false), .bool(true)], "\(end.story)")
            #expect((rows.last?["handshakes"].integer ?? 0) > 0, "\(end.story)")
            if case .number(let seconds)? = rows.last?["seconds"] { #expect(seconds < 2, "\(end.story)") }
            #expect(Ports.listening.subtracting(listening).isEmpty, "the lab is gone as well")
        }

        @Test(
            "a second signal ends the process at once, although the lab hangs",
            arguments: [SignalRow(number: 2), SignalRow(number: 15)])
        func secondSignal(_ signal: SignalRow) async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let run = try Running(
                [
                    "/usr/bin/env", "--default-signal=INT", Countersign.path, "bench", "--json", "--duration", "2", "--timeout",
                    "60",
                    "--concurrency", "4", "--lab-server", "good-ecdsa", "--priority", "NORMAL", "--priority", "NORMAL",
                ],
                files: files)
            defer { run.stop() }
            try await Self.waitForSecondRow(of: run)
            let lab = try #require(run.children.first)
            defer { kill(lab, SIGKILL) }
            kill(lab, SIGSTOP)
            run.send(signal.number)
            // Then the second row is out, and the end of the lab is waited for, which never comes.
            try await run.wait("the second row") { $0.output.count { $0 == "\n" } == 2 }
            #expect(run.isRunning)
            run.send(signal.number)
            let end = try await run.end(within: 20)
            #expect(end.exitCode == 128 + signal.number, "\(end.story)")
            #expect(try end.records().count == 2, "\(end.story)")
        }

        @Test func `Ctrl-C in a terminal reaches the lab as well, which goes on until the run ends it`() async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let run = try Running(
                [
                    "/usr/bin/env", "--default-signal=INT", Countersign.path, "bench", "--json", "--duration", "0.5",
                    "--concurrency", "4", "--lab-server", "good-ecdsa", "--priority", "NORMAL", "--priority", "NORMAL",
                ],
                files: files)
            defer { run.stop() }
            try await run.wait("the first row") { $0.output.hasSuffix("\n") }
            kill(try #require(run.children.first), SIGINT)
            let end = try await run.end(within: 20)
            #expect(end.exitCode == 0, "\(end.story)")
            #expect(try end.records().map { $0["errors"].integer } == [0, 0], "\(end.story)")
        }

        struct SignalRow: Sendable, CustomTestStringConvertible {
            let number: Int32
            var testDescription: String { "signal \(number)" }
        }

        @Test func `the lab does not outlive a run that is killed`() async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let listening = Ports.listening
            let run = try Running(
                [Countersign.path, "bench", "--json", "--duration", "0.1", "--priority", "NORMAL", "--priority", "NORMAL"],
                files: files)
            try await run.wait("the first row") { $0.output.contains("\n") }
            run.stop()
            let deadline = ContinuousClock.now + .seconds(20)
            while !Ports.listening.subtracting(listening).isEmpty, .now < deadline { try await Task.sleep(for: .milliseconds(10)) }
            #expect(Ports.listening.subtracting(listening).isEmpty)
        }

        @Test func `nobody is timed for not verifying`() async throws {
            let rows: [(arguments: [String], exitCode: Int32, says: String)] = [
                (["127.0.0.1:\(Ports.free(1)[0])"], 9, "connection refused"),
                (["--lab-server", "plain-http"], 8, "not_tls"),
                (["--lab-server", "good-rsa", "--verify-hostname", "other.example"], 2, "name_mismatch"),
                (["--lab-server", "good-ecdsa", "--cafile", pki.root(.ecdsa)], 3, "unknown_issuer"),
                (["--lab-server", "good-ecdsa", "--cafile", pki.root(.ecdsa), "--engines", "gnutls"], 3, "unknown_issuer"),
                (["--lab-server", "expired-leaf"], 4, "expired"),
                (["--lab-server", "good-ecdsa", "--attime", "2001-01-01", "--engines", "swift"], 4, "not_yet_valid"),
            ]
            for row in rows {
                let run = try await Countersign.run(["bench", "--duration", "60"] + row.arguments)
                #expect(run.exitCode == row.exitCode, "\(run.story)")
                #expect(run.output.contains(row.says), "\(run.story)")
                #expect(!run.output.contains("p50"), "\(run.story)")
            }
        }

        @Test("one engine may be measured alone", arguments: ["gnutls", "swift"])
        func engine(name: String) async throws {
            let run = try await bench("--json", "--duration", "0.2", "--lab-server", "good-ecdsa", "--engines", name)
            #expect(run.exitCode == 0, "\(run.story)")
            let record = try run.record()
            #expect(record["engines"].elements.map { $0["id"].text } == [name], "\(run.story)")
            #expect((record["handshakes"].integer ?? 0) > 0, "\(run.story)")
        }

        @Test func `a server on another machine is not asked`() async throws {
            // Nothing is sent, so nothing is waited for: whoever waits for the timeout is killed.
            let run = try await bench("192.0.2.1", "--timeout", "600")
            #expect(run.exitCode == 64, "\(run.story)")
            #expect(run.errors.contains("--yes-i-may-load-this-host"), "\(run.story)")
        }

        @Test func `the rate is kept`() async throws {
            let run = try await bench("--json", "--duration", "1", "--rate", "40", "--lab-server", "good-ecdsa")
            #expect(run.exitCode == 0, "\(run.story)")
            let record = try run.record()
            // Never more; a busy machine loses some, which are not made up for.
            #expect((20...41).contains(record["handshakes"].integer ?? 0), "\(run.story)")
            #expect(record["rate"] == .number(40), "\(run.story)")
        }

        @Test("sessions are resumed, by the lab and by nginx", .needs(.nginx), arguments: TLSVersion.allCases)
        func resumption(version: TLSVersion) async throws {
            let arguments = ["bench", "--json", "--duration", "0.3", "--concurrency", "4", "--resume"]
            let server = version == .tls12 ? "tls12-only" : "good-ecdsa"
            let lab = try await Countersign.run(arguments + ["--lab-server", server])
            try await withServer(.nginx, version) { target in
                let nginx = try await Countersign.run(arguments + [target, "--cafile", pki.root(.ecdsa)])
                for run in [lab, nginx] {
                    #expect(run.exitCode == 0, "\(run.story)")
                    let record = try run.record()
                    #expect((record["resumed"].integer ?? 0) > 0, "\(run.story)")
                    #expect(record["resumed"] == record["handshakes"], "\(run.story)")
                }
            }
        }

        @Test("a server that gives no tickets is not called resumed")
        func withoutTickets() async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let identity = pki.leafAndIssuer(.good, .ecdsa)
            let servers = try await TLSServers.start(
                .opensslServer, .tls12, [identity], options: ["-no_ticket", "-no_cache"], files: files)
            defer { servers.stop() }
            let run = try await bench(
                "\(PKI.host){127.0.0.1}:\(servers.ports[0])", "--cafile", pki.root(.ecdsa), "--resume", "--duration", "0.2",
                "--timeout", "2")
            #expect(run.exitCode == 8, "\(run.story)")
            #expect(run.errors.contains("--resume:"), "\(run.story)")
        }

        @Test func `more at a time than the process may open ends, and says why`() async throws {
            try await withServer(.nginx, .tls13) { target in
                let run = try await Run.of(
                    [
                        "/bin/sh", "-c", "ulimit -n 60; exec \"$@\"", "sh", Countersign.path, "bench", target, "--cafile",
                        pki.root(.ecdsa), "--duration", "2", "--concurrency", "200", "--json",
                    ])
                #expect(run.exitCode == 9, "\(run.story)")
                #expect(run.output.contains("no more open files (ulimit -n)"), "\(run.story)")
            }
        }

        @Test func `a server that goes away ends the run`() async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let servers = try await TLSServers.start(.nginx, .tls13, [pki.leafAndIssuer(.good, .ecdsa)], files: files)
            defer { servers.stop() }
            let run = try Running(
                [
                    Countersign.path, "bench", "\(PKI.host){127.0.0.1}:\(servers.ports[0])", "--cafile", pki.root(.ecdsa),
                    "--duration", "60",
                    "--concurrency", "4", "--json", "--rate", "200",
                ],
                files: files)
            defer { run.stop() }
            try await Task.sleep(for: .seconds(3))
            servers.stop()
            let end = try await run.end(within: 20)
            #expect(end.exitCode == 9, "\(end.story)")
            let record = try end.record()
            #expect(record["ending"].text == "failures", "\(end.story)")
            #expect((record["handshakes"].integer ?? 0) > 0, "\(end.story)")
            #expect((record["errors"].integer ?? 0) >= 64, "\(end.story)")
        }
    }
}
