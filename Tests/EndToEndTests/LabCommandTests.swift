import Foundation
import Testing
import TestKit

extension EndToEnd {
    @Suite("The lab")
    struct LabCommandTests {
        @Test func `every server is judged as expected`() async throws {
            let run = try await Countersign.run(["lab"])
            #expect(run.exitCode == 0, "\(run.story)")
            // A server of which the engines said different things has further lines, which begin with spaces.
            let rows = run.lines.dropFirst().dropLast().filter { !$0.hasPrefix("    ") }
            #expect(rows.count >= 22)
            #expect(rows.allSatisfy { $0.hasPrefix("ok  ") }, "\(run.story)")
            #expect(run.lines.allSatisfy { $0.count <= 120 }, "\(run.story)")
            #expect(run.lines.last == "\(rows.count) servers, \(rows.count) as expected")
        }

        private static func hasValidator() async throws -> Bool {
            if Tool.isRequired { return true }
            return try await Run.of([Tool.python3.path, "-c", "import jsonschema"]).exitCode == 0
        }

        @Test(
            "each record follows the published schema",
            .enabled("skipped: apt-get install python3-jsonschema") { try await hasValidator() })
        func schema() async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let run = try await Countersign.run(["lab", "--json"])
            #expect(run.exitCode == 0, "\(run.story)")
            let records = try run.records()
            #expect(records.count >= 22)
            for record in records {
                #expect(record["lab"]["name"].text?.isEmpty == false)
                #expect(record["lab"]["expected"].text?.isEmpty == false)
                #expect(record["agreement"]["class"].text != "unexplained", "\(record["lab"]["name"])")
                // Numbers of at most 20 octets, for one.
                if record["lab"]["name"].text?.hasPrefix("good-") == true {
                    #expect(record["engines"].elements.count >= 2)
                    for engine in record["engines"].elements { #expect(engine["notes"] == .array([]), "\(record)") }
                }
            }
            // What the lab has no server for: a line that names no server.
            let unusable = try await Countersign.run(["verify", "--json", "a b", "127.0.0.1:\(Ports.free(1)[0])"])
            #expect(unusable.lines.count == 2)

            let schema = try files.write(try await Countersign.run(["schema"]).output, to: "schema.json")
            let lines = try files.write(run.output + unusable.output, to: "records.jsonl")
            let validation = try await Run.of([Tool.python3.path, "-c", Self.validator, schema, lines])
            #expect(validation.exitCode == 0, "\(validation.story)")
            #expect(validation.output == "\(records.count + 2) valid\n", "\(validation.story)")
        }

        private static let validator = """
            import json, sys
            from jsonschema import Draft202012Validator
            schema = json.load(open(sys.argv[1]))
            Draft202012Validator.check_schema(schema)
            validator = Draft202012Validator(schema)
            count = 0
            for line in open(sys.argv[2]):
                record = json.loads(line)
                validator.validate(record)
                assert not validator.is_valid({**record, "surprise": 1}), "a member that the schema does not know passes"
                count += 1
            print(count, "valid")
            """

        @Test("other clients can be pointed at it", arguments: [15, 2] as [Int32])
        func serve(signal: Int32) async throws {
            let files = try TemporaryDirectory()
            defer { files.remove() }
            let lab = try Running(["/usr/bin/env", "--default-signal=INT", Countersign.path, "lab", "--serve"], files: files)
            defer { lab.stop() }
            try await lab.wait("the last server") { $0.output.contains(#""name":"resets""#) && $0.output.hasSuffix("\n") }
            let lines = try lab.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
            #expect(lines.count >= 22)
            let cafile = try #require(lines[0]["cafile"].text)
            #expect(lines.allSatisfy { $0["cafile"].text == cafile && $0["host"].text != nil })
            #expect(Set(lines.compactMap { $0["port"].integer }).isSubset(of: Ports.listening))

            let good = try #require(lines.first { $0["name"].text == "good-ecdsa" })
            let host = try #require(good["host"].text)
            let port = try #require(good["port"].integer)
            let openssl = try await Run.of([
                Tool.openssl.path, "s_client", "-connect", "127.0.0.1:\(port)", "-servername", host, "-verify_hostname", host,
                "-CAfile",
                cafile, "-verify_return_error", "-brief",
            ])
            #expect(openssl.exitCode == 0, "\(openssl.story)")
            #expect(openssl.errors.contains("Verification: OK"), "\(openssl.story)")
            if Tool.curl.isUsable {
                let curl = try await Run.of([
                    Tool.curl.path, "-sS", "--max-time", "10", "--noproxy", "*", "--cacert", cafile, "--resolve",
                    "\(host):\(port):127.0.0.1",
                    "https://\(host):\(port)/",
                ])
                // 0, or 52: the handshake and the certificate were good, and there was no answer to the request.
                #expect(curl.exitCode == 0 || curl.exitCode == 52, "\(curl.story)")
            }
            let ours = try await Countersign.run(["verify", "\(host){127.0.0.1}:\(port)", "--cafile", cafile])
            #expect(ours.exitCode == 0, "\(ours.story)")

            lab.send(signal)
            let end = try await lab.end(within: 10)
            #expect(end.exitCode == 0, "\(end.story)")
            #expect(!FileManager.default.fileExists(atPath: cafile))
        }

        @Test func `a reader that goes away is no crash`() async throws {
            let run = try await Run.of([
                Tool.bash.path, "-c", #""$0" lab --json | head -n 1; echo "${PIPESTATUS[0]}""#, Countersign.path,
            ])
            let status = run.lines.last.flatMap { Int($0) }
            #expect(status == 0 || status == 74, "\(run.story)")
            #expect(run.lines.count == 2, "\(run.story)")
        }
    }
}
