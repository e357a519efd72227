import ServerIdentity
import Testing

@testable import VerdictRecords

@Suite("Questions as lines")
struct QuestionLineTests {
    @Test func `what is written is read again, whole`() throws {
        let leaf = try CertificateDER([1, 2, 3])
        let full = QuestionLine(
            id: "a\"1", target: "www.example.org:443",
            name: try ReferenceIdentity(parsing: "srv:_imaps.example.org") { .success($0) },
            chain: try CertificateChain([leaf, CertificateDER([4])]), instant: Instant(rfc3339: "2026-11-27T10:00:00Z"),
            anchors: [leaf], crls: [CRLDER([5, 6])], staple: [7], policy: .webpki)
        #expect(full.bringsItsOwnTrust)
        #expect(try QuestionLine(full.value.description) == full)
        let bare = QuestionLine(chain: try CertificateChain([leaf]))
        #expect(bare.value.description == #"{"chain":["AQID"]}"# && !bare.bringsItsOwnTrust)
        #expect(try QuestionLine(bare.value.description) == bare)
    }

    @Test(
        "names, nulls and members of others",
        arguments: [
            (#"{"name":"192.0.2.1","chain":["AQ=="]}"#, "192.0.2.1"), (#"{"name":null,"chain":["AQ=="],"more":{}}"#, nil),
            (#"{"id":null,"instant":null,"anchors":null,"crls":null,"staple":null,"policy":null,"chain":["AQ=="]}"#, nil),
            (#"{"name":"bücher.example","chain":["AQ=="]}"#, "xn--bcher-kva.example"),
        ])
    func lenient(line: String, name: String?) throws {
        let line = try QuestionLine(line)
        #expect(line.name?.description == name && !line.bringsItsOwnTrust && line.id == nil)
    }

    private static func line(_ member: String) -> String { #"{"chain":["AQ=="],\#(member)}"# }

    @Test(
        "each bad field is named, with its line",
        arguments: [
            (#"{"name":"a.example"}"#, "chain"), (#"{"chain":[]}"#, "chain"), (#"{"chain":["AQ==","*"]}"#, "chain.1"),
            (#"{"chain":[""]}"#, "chain.0"), (#"{"chain":"AQ=="}"#, "chain"), (#"{"chain":[null]}"#, "chain.0"),
            (#"{"chain":["AQ==\#(String(repeating: #"","AQ=="#, count: CertificateChain.maximumLength))"]}"#, "chain"),
            (line(#""id":7"#), "id"), (line(#""id":"\#(String(repeating: "x", count: 1_025))""#), "id"),
            (line(#""name":"a.example","name":"b.example""#), "name"), (line(#""crls":[],"\u0063rls":[]"#), "crls"),
            (line(#""target":["x"]"#), "target"), (line(#""name":"a b""#), "name"), (line(#""name":"01.2.3.4""#), "name"),
            (line(#""instant":"yesterday""#), "instant"), (line(#""instant":0"#), "instant"),
            (line(#""anchors":[]"#), "anchors"), (line(#""anchors":["AQ==","A"]"#), "anchors.1"), (line(#""crls":[""]"#), "crls.0"),
            (line(#""crls":[\#(String(repeating: #""AQ==","#, count: 1_024))"AQ=="]"#), "crls"),
            (line(#""staple":"""#), "staple"), (line(#""policy":"strict""#), "policy"), ("[]", ""), ("", ""), ("{", ""),
        ])
    func badField(line: String, field: String) {
        let problem = #expect(throws: RecordProblem.self) { try QuestionLine(line, number: 7) }
        #expect(problem?.field == field && problem?.line == 7 && problem?.expected == .question)
        let words = field.isEmpty ? "line 7: not a question: " : "line 7: not a question: field '\(field)': "
        #expect(problem?.description.hasPrefix(words) == true, "\(problem?.description ?? "")")
    }

    @Test(
        "elements are counted before they are decoded",
        arguments: [
            (#"{"chain":["\#(String(repeating: #"",""#, count: 200))"]}"#, "chain", "more than the limit of 128 elements"),
            (line(#""crls":[\#(String(repeating: "1,", count: 1_024))1]"#), "crls", "more than the limit of 1024 elements"),
            (line(#""x":[\#(String(repeating: "1,", count: 70_000))1]"#), "x", "more than the limit of 65536 values"),
            (line(#""x":\#(String(repeating: "[", count: 400))"#), "x", "nested deeper than the limit of 64"),
        ])
    func bounds(line: String, field: String, reason: String) {
        let problem = #expect(throws: RecordProblem.self) { try QuestionLine(line, number: 7) }
        #expect(problem?.field == field && problem?.reason == reason)
        #expect(QuestionLine.id(of: line) == nil)
    }

    @Test func `octets have limits`() {
        let staple = Self.line(#""staple":"\#(String(repeating: "AAAA", count: 349_526))""#)
        #expect(throws: RecordProblem.self) { try QuestionLine(staple) }
        let long = Self.line(#""x":"\#(String(repeating: "y", count: QuestionLine.maximumLength))""#)
        let problem = #expect(throws: RecordProblem.self) { try QuestionLine(long) }
        #expect(problem?.reason.contains("longer than") == true)
    }
}
