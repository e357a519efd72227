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

    @Test func `each does what its guide says`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let lab = try await Lab.start(instant: Int64(Date().timeIntervalSince1970), on: group)
        let roots = try files.write(lab.rootsPEM, to: "roots.pem")
        let good = try #require(lab.servers.first { $0.scenario.name == "good-ecdsa" })
        let target = "\(good.scenario.identity){127.0.0.1}:\(good.port)"
        let other = "other.\(good.scenario.identity){127.0.0.1}:\(good.port)"

        let accepted = try await Run.of([Self.example("VerifyHost"), target, roots])
        #expect(accepted.output == "countersigned 0\n", "\(accepted.story)")
        let refused = try await Run.of([Self.example("VerifyHost"), other, roots])
        #expect(refused.output == "refused 2\n", "\(refused.story)")

        let many = try await Run.of([Self.example("VerifyManyLines"), roots], input: "\(target)\n\(other)\n\(target)\n")
        #expect(many.output.split(separator: "\n").map { $0.suffix(2) } == [" 0", " 2", " 0"], "\(many.story)")

        var ders: [String] = []
        for (index, der) in lab.rootsDER.enumerated() {
            let path = files.file("root\(index).der")
            try Data(der).write(to: URL(fileURLWithPath: path))
            ders.append(path)
        }
        let own = try await Run.of([Self.example("CustomTrustSource"), target] + ders)
        #expect(own.output.hasSuffix("0\n"), "\(own.story)")

        let stored = try await Run.of([Self.example("JudgeStoredChain"), roots, "www.example.org", roots])
        #expect(stored.output.hasPrefix("refused "), "\(stored.story)")

        let records = try await Countersign.run(["verify", "--json", "--cafile", roots, target, other])
        let read = try await Run.of([Self.example("ReadRecords")], input: records.output)
        #expect(read.output.contains(" 0 \n") && read.output.contains(" 2 name_mismatch\n"), "\(read.story)")
        await lab.stop()
    }
}
