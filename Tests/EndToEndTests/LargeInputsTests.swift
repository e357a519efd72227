import Foundation
import TestKit
import Testing

extension EndToEnd {
    @Suite("Inputs of 64 MiB", .needs(.bash))
    struct LargeInputsTests {
        private let files: TemporaryDirectory
        private let pki: PKI

        init() throws {
            files = try TemporaryDirectory()
            pki = try PKI.made()
        }

        @Test("one large input, in bounded memory", arguments: LargeInput.all)
        func input(input: LargeInput) async throws {
            defer { files.remove() }
            let file = input.arguments.contains("--questions") ? "-" : "/dev/stdin"
            var arguments = input.arguments.map {
                $0 == "FILE" ? file : $0 == "CHAIN" ? pki.leafAndIssuer(.good, .ecdsa).chain : $0
            }
            if !arguments.contains("--roots"), !arguments.contains("--cafile") { arguments += ["--cafile", pki.root(.ecdsa)] }
            if !arguments.contains("--questions") { arguments += ["--hostname", PKI.host] }
            // What is asked for counts, be it used or not: a third more than what is ever resident.
            let script = """
                export LC_ALL=C
                \(input.script) | { ulimit -d 600000; "$0" "$@"; }
                """
            let run = try await Run.of([Tool.bash.path, "-c", script, Countersign.path] + arguments, seconds: 300)
            #expect(run.exitCode == input.exitCode, "\(run.story)")
            #expect((run.output + run.errors).contains(input.words), "\(run.story)")
        }

        @Test func `known hosts: more lines than are kept`() async throws {
            defer { files.remove() }
            let path = try files.write(String(repeating: "#\n", count: 8_000_000), to: "hosts")
            let run = try await Countersign.run(["verify", "localhost:1", "--tofu", path])
            #expect(run.exitCode == 66 && run.errors.contains("hosts:100001: more than the limit of 100000 lines"), "\(run.story)")
        }
    }
}
