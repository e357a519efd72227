import Countersigning
import CrossCheck
import ReportExamples
import ServerIdentity
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
        #expect(record.verdict == "refused" && record.agreement?.class == "agree")
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

    @Test("what was written is read back", arguments: Examples.names)
    func roundTrip(name: String) throws {
        let report = try Examples.report(name)
        let record = try StoredRecord(JSONRecord(report).line)
        #expect(record.target == report.target && record.exitCode == Int(report.exitStatus.rawValue))
        #expect(record.observedAt != nil)
        guard case .judged(let judgement) = report.outcome else {
            #expect(record.verdict == nil && record.engines.isEmpty && record.chain.isEmpty && record.question == nil)
            #expect(record.agreement == nil && record.error != nil)
            return
        }
        let (examination, question) = (judgement.examination, judgement.examination.question)
        #expect((record.error == nil) == (judgement.handshakeFailure == nil) && record.verdict == judgement.conclusion.rawValue)
        #expect(record.address == judgement.observation?.address)
        #expect(record.findings.map(\.id) == judgement.mergedFindings.map(\.finding.id.rawValue))
        #expect(record.findings.map(\.depth) == judgement.mergedFindings.map(\.finding.depth))
        #expect(record.findings.map(\.text) == judgement.mergedFindings.map(\.finding.description))
        #expect(record.findings.allSatisfy { !$0.engines.isEmpty || name == "pin-mismatch" || name == "changed-key" })
        #expect(record.agreement?.class == examination.agreement.class.rawValue)
        #expect(record.agreement?.ledgerID == examination.agreement.ledgerID)
        #expect(record.question?.referenceIdentity == question.identity?.description)
        #expect(record.question?.instant == question.instant && record.question?.policy == question.policy.preset)
        #expect(record.question?.anchorsCount == question.anchors.anchors.count)
        #expect(record.question?.anchorsSHA256 == (judgement.anchorsSHA256.isEmpty ? nil : judgement.anchorsSHA256))
        #expect(record.chain.map { $0?.sha256 } == judgement.sentFacts.map { $0?.sha256 })
        #expect(record.chain.map { $0?.notAfter } == judgement.sentFacts.map { $0?.validity.notAfter })
        #expect(record.chain.map { $0?.subject } == judgement.sentFacts.map { $0?.subject })
        let answers = examination.answers + examination.advisory.map(\.answer)
        #expect(record.engines.map(\.id) == answers.map(\.engine.id))
        #expect(record.engines.map(\.version) == answers.map(\.engine.version))
        #expect(record.engines.map(\.verdict) == answers.map(\.verdict.word))
        #expect(record.engines.map { $0.findings.map(\.id) } == answers.map { $0.verdict.findings.map(\.id.rawValue) })
        for (engine, answer) in zip(record.engines, answers) {
            guard case .accepted(let path) = answer.verdict else { continue }
            #expect(engine.path.map(\.sha256) == path.map { judgement.facts[$0]?.sha256 })
        }
    }

    @Test(
        "a bad member deep inside is named, with the line",
        arguments: [
            (#""chain":[null,{"not_before":"x","not_after":"2026-11-27T10:00:00Z"}]"#, "chain.1.not_before"),
            (#""chain":[{"not_before":"2026-11-27T10:00:00Z","not_after":null}]"#, "chain.0.not_after"),
            (#""question":{"reference_identity":"a","policy":"default","instant":"now"}"#, "question.instant"),
            (#""error":{"stage":"connect","text":""}"#, "error.code"),
        ])
    func badMember(member: String, field: String) {
        let problem = #expect(throws: RecordProblem.self) { try StoredRecord(Self.line(more: "," + member), number: 12) }
        #expect(problem?.field == field && problem?.line == 12 && problem?.expected == .record)
        #expect(problem?.description.hasPrefix("line 12: not a record of countersign: field '\(field)': ") == true)
    }

    @Test func `digests are digests`() throws {
        let engine = #"{"id":"swift","verdict":"accepted","path":[{"depth":0,"sha256":"SHA"}]}"#
        for (sha256, isRead) in [
            ("ab", false), (String(repeating: "AB", count: 32), false), (String(repeating: "ab", count: 32), true),
        ] {
            let line = Self.line().replacing(#""engines":["#, with: #""engines":["# + engine.replacing("SHA", with: sha256) + ",")
            let record = try? StoredRecord(line)
            #expect((record?.engines.first?.path.first?.sha256 == [UInt8](repeating: 0xAB, count: 32)) == isRead, "\(sha256)")
        }
    }
}
