import Testing
import VerdictRecords

@Suite("Records read back")
struct StoredRecordTests {
    private static func line(version: Int = 2, verdict: String = "refused", more: String = "") -> String {
        """
        {"schema_version":\(version),"target":"a.example:443","address":null,"observed_at":"2026-11-27T10:00:00Z","exit_code":4,\
        "verdict":"refused","findings":[{"id":"expired","depth":0,"new":1}],"engines":[{"id":"gnutls","verdict":"\(verdict)"}],\
        "agreement":{"class":"agree"}\(more)}
        """
    }

    @Test("both versions are read, and say refused", arguments: [(1, "rejected"), (2, "refused")])
    func version(version: Int, verdict: String) throws {
        let record = try StoredRecord(Self.line(version: version, verdict: verdict, more: #","unknown":[1]"#))
        #expect(record.target == "a.example:443" && record.exitCode == 4 && record.address == nil)
        #expect(record.verdict == "refused" && record.agreementClass == "agree")
        #expect(record.findings.map(\.id) == ["expired"] && record.findings.map(\.depth) == [0])
        #expect(record.engines.map(\.verdict) == ["refused"])
    }

    @Test(
        "a bad line names its field",
        arguments: [
            (Self.line(version: 3), "schema_version"),
            (Self.line().replacing("\"exit_code\":4", with: "\"exit_code\":\"4\""), "exit_code"),
            (Self.line().replacing("\"target\"", with: "\"targets\""), "target"), ("nothing", "not a record of countersign: "),
            (Self.line(more: #","x":""# + String(repeating: "y", count: StoredRecord.maximumLength) + "\""), "longer than"),
        ])
    func badLine(line: String, words: String) {
        let problem = #expect(throws: RecordProblem.self) { try StoredRecord(line) }
        #expect(problem?.description.contains(words) == true)
    }
}
