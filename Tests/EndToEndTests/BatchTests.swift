import Foundation
import Testing
import TestKit

extension EndToEnd {
    @Suite("Many targets, one run")
    struct BatchTests {
        private let files: TemporaryDirectory
        private let pki: PKI

        init() throws {
            files = try TemporaryDirectory()
            pki = try PKI.made()
        }

        /// Servers with the four chains, in the order of `PKI.Chain.allCases`.
        private func withServers(_ body: ([Int]) async throws -> Void) async throws {
            defer { files.remove() }
            let servers = try await TLSServers.start(
                .opensslServer, .tls13, PKI.Chain.allCases.map { pki.leafAndIssuer($0, .ecdsa) }, files: files)
            defer { servers.stop() }
            try await body(servers.ports)
        }

        private func target(_ port: Int) -> String { "\(PKI.host){127.0.0.1}:\(port)" }

        @Test func `lines of standard input or a file give one record each, in their order`() async throws {
            try await withServers { ports in
                let closed = Ports.free(1)[0]
                let lines = """
                    # comment

                    \(target(ports[0]))   # good
                    not a host
                    \(target(closed))
                    \(target(ports[1]))\r
                    127.0.0.1,\(PKI.host),tag,\(ports[2])
                    \(target(ports[3]))
                    """
                let path = try files.write(lines, to: "targets")
                let sources = [(["--file", "-"], lines), (["--file", path, "--concurrency", "1"], "")]
                for (options, input) in sources {
                    let run = try await Countersign.run(["verify", "--json", "--cafile", pki.root(.ecdsa)] + options, input: input)
                    let records = try run.records()
                    #expect(records.map { $0["exit_code"].integer } == [0, 64, 9, 2, 4, 3], "\(run.story)")
                    #expect(
                        records.map { $0["target"].text } == [
                            target(ports[0]), "not a host", target(closed), target(ports[1]),
                            "127.0.0.1,\(PKI.host),tag,\(ports[2])", target(ports[3]),
                        ], "\(run.story)")
                    // A misspelt line must not hide that another server is somebody else.
                    #expect(run.exitCode == 2, "\(run.story)")
                }
            }
        }

        @Test(
            "a line of a gigabyte is one record, and the next line is read", .needs(.bash),
            arguments: [["verify", "--json", "--file", "-"], ["check", "--questions", "-"]])
        func endlessLine(arguments: [String]) async throws {
            defer { files.remove() }
            // With 900 MB the line can't be held.
            let script = """
                ulimit -d 900000
                { head -c 1000000000 /dev/zero | tr '\\0' a; printf '\\na b\\n'; } | "$0" "$@"
                """
            let run = try await Run.of([Tool.bash.path, "-c", script, Countersign.path] + arguments, seconds: 300)
            let records = try run.records()
            #expect(records.count == 2, "\(run.story)")
            // What is no host, 64; what is no JSON, 66.
            #expect(records.allSatisfy { [64, 66].contains($0["exit_code"].integer) }, "\(run.story)")
            #expect(records.first?["error"]["text"].text?.contains("line 1 is longer than") == true, "\(run.story)")
        }

        @Test func `monitoring plugin: state, line and performance data`() async throws {
            try await withServers { ports in
                let good = target(ports[0])
                let trust = ["verify", "--nagios", "--cafile", pki.root(.ecdsa)]
                let rows: [(arguments: [String], exitCode: Int32, begins: String)] = [
                    ([good], 0, "OK - \(good): countersigned, valid until 2040-01-01T00:00:00Z"),
                    // Judged 100 days before the end.
                    ([good, "--attime", "2039-09-23", "-w", "101", "-c", "14"], 1, "WARNING - \(good): countersigned"),
                    ([good, "--attime", "2039-09-23", "-w", "100", "-c", "14"], 0, "OK - \(good): countersigned"),
                    ([good, "--attime", "2039-09-23", "-w", "200", "-c", "101"], 2, "CRITICAL - \(good): countersigned"),
                    ([target(ports[2])], 2, "CRITICAL - \(target(ports[2])): refused for expired"),
                    (["a b"], 3, "UNKNOWN - a b: "),
                    ([good, target(ports[1])], 2, "CRITICAL - 2 targets: 1 CRITICAL, 1 OK"),
                ]
                for row in rows {
                    let run = try await Countersign.run(trust + row.arguments)
                    #expect(run.exitCode == row.exitCode, "\(run.story)")
                    #expect(run.output.hasPrefix(row.begins), "\(run.story)")
                }
                let run = try await Countersign.run(trust + [good, "--attime", "2039-09-23"])
                #expect(run.lines.count == 1)
                #expect(run.output.contains(" | days=100;30;14 sent_days=100;30;14 resolve=0."), "\(run.story)")
            }
        }
    }
}
