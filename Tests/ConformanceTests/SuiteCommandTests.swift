import Foundation
import Testing
import TestKit

/// The commands on small suites of our own, in which no certificate is one: what is answered does not matter here, but
/// that everything is.
@Suite("conformance limbo and pkits", .needs(.xz))
struct SuiteCommandTests {
    private static let certificate = pem([0x30, 0x81, 200] + [UInt8](repeating: 5, count: 200))

    private static func pem(_ octets: [UInt8]) -> String {
        "-----BEGIN CERTIFICATE-----\\n\(Data(octets).base64EncodedString())\\n-----END CERTIFICATE-----\\n"
    }

    private static func limboCase(_ id: String, peer: String = certificate, expected: String = "FAILURE", kind: String = "SERVER")
        -> String
    {
        """
        {"id":"\(id)","validation_kind":"\(kind)","trusted_certs":["\(certificate)"],"untrusted_intermediates":[],\
        "peer_certificate":"\(peer)","expected_result":"\(expected)","expected_peer_name":{"kind":"DNS","value":"a.example"},\
        "expected_peer_names":\(kind == "CLIENT" ? "[{\"kind\":\"RFC822\",\"value\":\"a@b.example\"}]" : "[]")}
        """
    }

    private static func suite(_ cases: [String]) -> String {
        "{\"version\":1,\"testcases\":[" + cases.joined(separator: ",\n") + "]}\n"
    }

    @Test("answers come in the suite's order, whoever is done first", arguments: ["gnutls", "swift", "countersigned"], [1, 4])
    func order(engine: String, jobs: Int) async throws {
        let ids = (0..<300).map { "a::\($0)" }
        let run = try await Countersign.run(
            ["conformance", "limbo", "-", "--engine", engine, "--jobs", "\(jobs)"],
            input: Self.suite(ids.map { Self.limboCase($0) }))
        #expect(run.exitCode == 0, "\(run.story)")
        let answers = try SuiteAnswers(parsing: run.output)
        #expect(answers.answers.map(\.id) == ids)
        #expect(answers.answers.allSatisfy { $0.answer == "FAILURE" && $0.context != nil })
        #expect(answers.engine.hasPrefix("countersign-\(engine)-"))
    }

    @Test func `a damaged case spares its neighbours, and is told in the end`() async throws {
        let cases = [
            Self.limboCase("a::1"), "{\"id\":\"a::2\"}", "7", Self.limboCase("a::3", peer: "nothing"),
            Self.limboCase("a::4", kind: "CLIENT"),
            "{\"id\" \"a::5\"}", Self.limboCase("a::6"),
        ]
        let run = try await Countersign.run(["conformance", "limbo", "-"], input: Self.suite(cases))
        #expect(run.exitCode == 66, "\(run.story)")
        let answers = try SuiteAnswers(parsing: run.output).answers
        #expect(answers.map(\.id) == ["a::1", "a::2", "#2", "a::3", "a::4", "#5", "a::6"])
        #expect(answers.map(\.answer) == ["FAILURE", "SKIPPED", "SKIPPED", "SKIPPED", "SKIPPED", "SKIPPED", "FAILURE"])
        #expect(answers[1].context?.contains("case 1 (octet ") == true && answers[1].context?.contains("field '") == true)
        #expect(answers[4].context?.contains("RFC822") == true)
        #expect(run.errors.contains("4 cases are unusable of the 7 in standard input; the first: case 1 (octet "), "\(run.story)")
    }

    @Test func `a packed suite may come from a file and from standard input`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let plain = try files.write(Self.suite((0..<2_000).map { Self.limboCase("a::\($0)") }), to: "suite.json")
        let packing = try await Run.of([Tool.xz.path, "-k", plain])
        #expect(packing.exitCode == 0)
        let arguments = ["conformance", "limbo", "--engine", "swift"]
        let expected = try await Countersign.run(arguments + [plain])
        #expect(expected.exitCode == 0 && expected.output.utf8.count > 100_000)
        #expect(try await Countersign.run(arguments + ["\(plain).xz"]).output == expected.output)
        let piped = try await Run.of([
            Tool.bash.path, "-c", "cat \(plain).xz | \(Countersign.path) \(arguments.joined(separator: " ")) -",
        ])
        #expect(piped.output == expected.output, "\(piped.errors)")
    }

    @Test func `a file that breaks off is no suite`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let text = Self.suite((0..<2_000).map { Self.limboCase("a::\($0)") })
        let plain = try files.write(String(text.dropLast(1_000)), to: "suite.json")
        let run = try await Countersign.run(["conformance", "limbo", plain])
        #expect(run.exitCode == 66 && run.output.isEmpty)
        #expect(run.errors.contains("suite.json is no suite: the file ends inside case 199"), "\(run.story)")

        let whole = try files.write(text, to: "whole.json")
        #expect(try await Run.of([Tool.xz.path, "-k", whole]).exitCode == 0)
        let packed = try Data(contentsOf: URL(fileURLWithPath: "\(whole).xz"))
        let cut = try files.write(packed.dropLast(20), to: "cut.json.xz")
        let damaged = try await Countersign.run(["conformance", "limbo", cut])
        #expect(damaged.exitCode == 66 && damaged.output.isEmpty)
        #expect(damaged.errors.contains("xz can't unpack") && damaged.errors.contains("cut.json.xz"), "\(damaged.story)")
    }

    @Test func `the summary counts by namespace`() async throws {
        let cases = [
            Self.limboCase("b::1"), Self.limboCase("b::2", expected: "SUCCESS"), Self.limboCase("bettertls::x::1"),
            Self.limboCase("a::4", kind: "CLIENT"),
        ]
        let run = try await Countersign.run(["conformance", "limbo", "-", "--summary"], input: Self.suite(cases))
        #expect(
            run.lines == [
                "              evaluated  match  false accepts  false rejects  skipped",
                "a                     0      0              0              0        1",
                "b                     2      1              0              1        0",
                "bettertls::x          1      1              0              0        0",
                "total                 3      2              0              1        1",
            ], "\(run.story)")
    }

    @Test func `results go to a file beside the summary`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let run = try await Countersign.run(
            ["conformance", "limbo", "-", "--summary", "-o", files.file("results.json")],
            input: Self.suite([Self.limboCase("a::1")]))
        #expect(run.exitCode == 0 && run.lines.count == 3)
        #expect(try SuiteAnswers(parsing: files.read("results.json")).answers.map(\.id) == ["a::1"])
    }

    @Test func `answers are compared with recorded ones`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let recorded = """
            {"version":1,"harness":"other-1","results":[{"id":"a::1","actual_result":"FAILURE","context":null},\
            {"id":"a::2","actual_result":"SUCCESS","context":null},{"id":"a::3","actual_result":"SKIPPED","context":null},\
            {"id":"a::5","actual_result":"SUCCESS"},{"id":"b::1","actual_result":"SUCCESS"},{"id":"a::6","actual_result":"HANG"}]}
            """
        let cases = [
            Self.limboCase("a::1"), Self.limboCase("a::2", expected: "SUCCESS"), Self.limboCase("a::3"), Self.limboCase("a::4"),
            Self.limboCase("a::5"), Self.limboCase("a::6"),
        ]
        let run = try await Countersign.run(
            ["conformance", "limbo", "-", "--against", files.write(recorded, to: "other.json")], input: Self.suite(cases))
        #expect(run.exitCode == 0, "\(run.story)")
        #expect(run.lines.count == 4 && run.lines[0].hasPrefix("case  expected  swift"), "\(run.story)")
        #expect(run.lines[0].split(separator: " ").suffix(2) == ["other-1", "reason"], "\(run.story)")
        #expect(run.lines[1].split(separator: " ").prefix(4) == ["a::2", "accept", "refuse", "accept"])
        #expect(run.lines[2].split(separator: " ").prefix(4) == ["a::5", "refuse", "refuse", "accept"])
        #expect(run.lines[3].hasPrefix("4 cases answered by both, 2 differently: swift"), "\(run.story)")
        #expect(
            run.lines[3].hasSuffix("is right in 1, other-1 in 1; 2 not answered by both, 1 recorded ones not in the suite"),
            "\(run.story)")
    }

    @Test(
        "recorded answers that are none are named",
        arguments: [
            ("[]", "no results of a suite"),
            ("{\"version\":1}", "no results of a suite: field 'results': it is missing"),
            ("{\"results\":[{\"id\":7}]}", "no results of a suite: field 'results.0.id': "),
            ("{\"results\":[{\"id\":\"a\",\"actual_result\":\"OK\"}]}", "the case a has no actual_result"),
            ("{\"results\":[{\"id\":\"a\",\"actual\":\"valid\"}]}", "the case a has no actual_result"),
            (
                "{\"results\":[{\"id\":\"a\",\"actual_result\":\"SUCCESS\"},{\"id\":\"a\",\"actual_result\":\"FAILURE\"}]}",
                "the case a has two answers"
            ),
        ])
    func badRecording(text: String, says: String) async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let run = try await Countersign.run(
            ["conformance", "limbo", "-", "--against", files.write(text, to: "other.json")],
            input: Self.suite([Self.limboCase("a::1")]))
        #expect(run.exitCode == 66 && run.output.isEmpty && run.errors.contains("other.json: \(says)"), "\(run.story)")
    }

    @Test func `a suite without cases is an error`() async throws {
        let run = try await Countersign.run(["conformance", "limbo", "-"], input: Self.suite([]))
        #expect(run.exitCode == 66 && run.errors.contains("there is no case in standard input"))
    }
}
