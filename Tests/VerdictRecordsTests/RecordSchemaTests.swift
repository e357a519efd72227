import CrossCheck
import Foundation
import ReportExamples
import ServerIdentity
import Testing
import TestKit
@testable import Countersigning
@testable import VerdictRecords

@Suite("Schema of the records")
struct RecordSchemaTests {
    private let schema: [String: Any]
    private let definitions: [String: [String: Any]]

    init() throws {
        schema = try #require(try JSONSerialization.jsonObject(with: Data(RecordSchema.text.utf8)) as? [String: Any])
        definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    }

    private func words(_ definition: String, _ property: String) throws -> [String] {
        let properties = try #require(definitions[definition]?["properties"] as? [String: [String: Any]])
        return try #require(properties[property]?["enum"] as? [String])
    }

    @Test func `its enumerations are those of the vocabulary`() throws {
        #expect(definitions["finding_id"]?["enum"] as? [String] == FindingID.allCases.map(\.rawValue))
        #expect(try words("agreement", "class") == AgreementClass.allCases.map(\.rawValue))
        #expect(
            try words("error", "code") == ProbeFailure.Code.allCases.map(\.rawValue) + InputProblem.Code.allCases.map(\.rawValue))
        #expect(try itemWords("engine", "scope") == Scope.words.map(\.word))
        #expect(Set(try words("merged_finding", "category")) == Set(FindingID.Category.allCases.map(\.rawValue)))
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        let verdicts = try #require(properties["verdict"]?["enum"] as? [Any])
        #expect(verdicts.compactMap { $0 as? String } == Conclusion.allCases.map(\.rawValue))
        let codes = try #require(properties["exit_code"]?["enum"] as? [Int])
        #expect(codes == ExitStatus.bySeriousness.map { Int($0.rawValue) }.sorted())
    }

    private func itemWords(_ definition: String, _ property: String) throws -> [String] {
        let properties = try #require(definitions[definition]?["properties"] as? [String: [String: Any]])
        let items = try #require(properties[property]?["items"] as? [String: Any])
        return try #require(items["enum"] as? [String])
    }

    /// Where a key of a record is described in the schema.
    private static let places = [
        "tls": "tls", "question": "question", "agreement": "agreement", "expiry": "expiry", "timing_us": "timing_us",
        "error": "error",
    ]

    @Test("every key of a record is in the schema, and every required key in the record", arguments: Examples.names)
    func keys(name: String) throws {
        let record = try #require(
            try JSONSerialization.jsonObject(with: Data(JSONRecord(try Examples.report(name)).line.utf8)) as? [String: Any])
        #expect(Set(record.keys) == Set(try #require(schema["required"] as? [String])))
        for (key, definition) in Self.places {
            guard let member = record[key] as? [String: Any] else { continue }
            #expect(Set(member.keys) == Set(try #require(definitions[definition]?["required"] as? [String])), "\(key)")
        }
        for (key, definition) in [("engines", "engine"), ("findings", "merged_finding"), ("chain", "certificate")] {
            for case let member as [String: Any] in try #require(record[key] as? [Any]) {
                #expect(Set(member.keys) == Set(try #require(definitions[definition]?["required"] as? [String])), "\(key)")
            }
        }
    }

    @Test(
        "an independent validator accepts a record of each kind",
        .enabled(if: PythonValidator.isAvailable, "skipped: python3 has no module jsonschema"))
    func validates() throws {
        var lines = try Examples.names.map { JSONRecord(try Examples.report($0)).line }
        let entry = LabEntry(name: "good-rsa", summary: "", expected: "accepted", isMet: true)
        lines.append(JSONRecord(Report(target: "a:1", outcome: .failed(Fixture.failure), labEntry: entry)).line)
        for id in FindingID.allCases {
            let refusal = Verdict.refused([Finding(.other(id, .libraryCode, detail: "test"), depth: nil)])
            lines.append(
                JSONRecord(Report(target: "a:1", outcome: try Fixture.judged(Fixture.answers(gnutls: refusal, swift: refusal))))
                    .line)
        }
        let mutations = [
            lines[0].replacing(#""schema_version":2"#, with: #""schema_version":1"#),
            lines[0].replacing(#""agree""#, with: #""harmony""#),
            lines[0].replacing(#""address":"#, with: #""adress":"#), lines[2].replacing(#""asked""#, with: #""ask""#),
        ]
        let verdicts = try PythonValidator.verdicts(on: lines + mutations, by: RecordSchema.text)
        #expect(verdicts.count == lines.count + mutations.count)
        for (line, verdict) in zip(lines, verdicts) { #expect(verdict == "valid", "\(line)") }
        #expect(verdicts.suffix(mutations.count).allSatisfy { $0 != "valid" }, "the schema refuses what is no record")
    }
}
