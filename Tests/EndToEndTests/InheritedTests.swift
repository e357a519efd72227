import Foundation
import TestKit
import Testing

extension EndToEnd {
    @Suite("What a process is given by whoever starts it", .needs(.openssl, .bash))
    struct InheritedTests {
        private let files: TemporaryDirectory
        private let pki: PKI

        init() throws {
            files = try TemporaryDirectory()
            pki = try PKI.made()
        }

        private func script(_ script: String, _ arguments: [String]) async throws -> Run {
            try await Run.of([Tool.bash.path, "-c", script, Countersign.path] + arguments)
        }

        @Test(
            "closed descriptors are no place for connections",
            arguments: [("0<&-", 0), ("1>&-", 74), ("2>&-", 0), ("0<&- 1>&-", 74), ("0<&- 1>&- 2>&-", 74)])
        func closed(redirection: String, code: Int) async throws {
            defer { files.remove() }
            let identity = pki.leafAndIssuer(.good, .ecdsa)
            let server = try await TLSServers.start(.opensslServer, .tls13, [identity], files: files)
            defer { server.stop() }
            let target = "\(PKI.host){127.0.0.1}:\(server.ports[0])"
            let run = try await script(
                "\"$0\" \"$@\" \(redirection); echo exit $?", ["verify", target, target, "--cafile", pki.root(.ecdsa)])
            #expect(run.output.hasSuffix("exit \(code)\n"), "\(run.story)")
        }

        @Test func `the secrets of a session are written nowhere`() async throws {
            defer { files.remove() }
            let identity = pki.leafAndIssuer(.good, .ecdsa)
            let server = try await TLSServers.start(.opensslServer, .tls13, [identity], files: files)
            defer { server.stop() }
            let log = files.file("secrets")
            let run = try await script(
                "SSLKEYLOGFILE='\(log)' \"$0\" \"$@\"",
                ["verify", "\(PKI.host){127.0.0.1}:\(server.ports[0])", "--cafile", pki.root(.ecdsa)])
            #expect(run.exitCode == 0, "\(run.story)")
            #expect(files.read("secrets").isEmpty)
        }

        @Test("known hosts are kept in a file and nowhere else", arguments: ["/dev/null", "/tmp"])
        func noFile(path: String) async throws {
            defer { files.remove() }
            let run = try await Countersign.run(["verify", "localhost:1", "--tofu", path])
            #expect(run.exitCode == 66 && run.errors.contains("is no regular file"), "\(run.story)")
        }
    }
}
