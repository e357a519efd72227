import Foundation
import Lab
import NIOPosix
import Testing
import TestKit

@Suite("The examples, against a server of the lab")
struct ExamplesTests {
    private static func example(_ name: String) -> String {
        URL(fileURLWithPath: Countersign.path).deletingLastPathComponent().appendingPathComponent(name).path
    }

    @Test(.needs(.openssl)) func `each does what its guide says`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let lab = try await Lab.start(instant: Int64(Date().timeIntervalSince1970), on: group)
        try await lab.whileUp { try await Self.check(lab, files) }
    }

    private static func check(_ lab: Lab, _ files: TemporaryDirectory) async throws {
        let roots = try files.write(lab.rootsPEM, to: "roots.pem")
        let good = try #require(lab.servers.first { $0.scenario.name == "good-ecdsa" })
        let target = "\(good.scenario.identity){127.0.0.1}:\(good.port)"
        let other = "other.\(good.scenario.identity){127.0.0.1}:\(good.port)"

        let accepted = try await Run.of([example("VerifyHost"), target, roots])
        #expect(accepted.output == "countersigned 0\n" && accepted.exitCode == 0, "\(accepted.story)")
        let refused = try await Run.of([example("VerifyHost"), other, roots])
        #expect(refused.output == "refused 2\n" && refused.exitCode == 2, "\(refused.story)")

        let lines = "\(target)\n\(other)\n\(target)\n"
        let many = try await Run.of([example("VerifyManyLines"), roots], input: lines)
        #expect(many.output.split(separator: "\n").map { $0.suffix(2) } == [" 0", " 2", " 0"], "\(many.story)")
        #expect(many.exitCode == 2, "\(many.story)")

        var ders: [String] = []
        for (index, der) in lab.rootsDER.enumerated() {
            let path = files.file("root\(index).der")
            try Data(der).write(to: URL(fileURLWithPath: path))
            ders.append(path)
        }
        let own = try await Run.of([example("CustomTrustSource"), target] + ders)
        #expect(own.output.hasSuffix("0\n") && own.exitCode == 0, "\(own.story)")

        let records = try await Countersign.run(["verify", "--json", "--cafile", roots, target, other])
        let read = try await Run.of([example("ReadRecords")], input: records.output)
        #expect(read.output.contains(" 0 \n") && read.output.contains(" 2 name_mismatch\n"), "\(read.story)")

        let server = ["-connect", "127.0.0.1:\(good.port)", "-servername", good.scenario.identity]
        let chain = try await Run.of([Tool.openssl.path, "s_client", "-showcerts"] + server)
        let stored = try files.write(chain.output, to: "chain.pem")
        let absent = files.file("absent")
        for (arguments, output, code) in [
            ([stored, good.scenario.identity, roots], "countersigned 0\n", 0),
            ([stored, "www.example.org", roots], "refused 2\n", 2),
            ([absent, "www.example.org", roots], "can't read \(absent): No such file or directory\n", 66),
            ([], "give CHAIN.pem NAME ROOTS.pem\n", 64),
        ] as [([String], String, Int32)] {
            let judged = try await Run.of([example("JudgeStoredChain")] + arguments)
            #expect(judged.output == output && judged.exitCode == code, "\(judged.story)")
        }
    }
}
