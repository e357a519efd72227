import Countersigning
import Foundation
import ServerIdentity
import TestKit
import Testing
import VerdictRecords

@Suite("Question lines answered with records")
struct QuestionAnswersTests {
    private static let pki = Result { try StatusPKI() }
    private let answers: QuestionAnswers

    init() throws {
        var options = VerifierOptions()
        options.trust = [.certificates([try Self.pki.get().certificate("Root")], source: "test")]
        options.time = .fixed(try #require(Instant(secondsSinceEpoch: StatusPKI.now)))
        answers = QuestionAnswers(try Verifier(options))
    }

    private func base64(_ name: String) throws -> String {
        Data(try Self.pki.get().certificate(name).octets).base64EncodedString()
    }

    private func line(_ members: String) throws -> String {
        let chain = try ["good.example", "Intermediate"].map { "\"\(try base64($0))\"" }.joined(separator: ",")
        return #"{"chain":[\#(chain)],\#(members)}"#
    }

    private func value(_ answer: QuestionAnswers.Answer) throws -> JSON { try JSON(parsing: answer.record.line) }

    @Test func `a record has the line's number and name, and its own exit code`() throws {
        let good = answers.answer(try line(#""name":"good.example""#), line: 1)
        #expect(good.status == .countersigned, "\(good.record.line)")
        let answer = answers.answer(
            try line(#""id":"x","name":"www.example.org","instant":"2026-11-27T10:00:00Z""#), line: 4)
        let record = try value(answer)
        #expect(record["id"] == .string("x") && record["line"].integer == 4)
        #expect(record["exit_code"].integer == Int(answer.status.rawValue) && answer.status == .refusedIdentity)
        #expect(record["target"] == .string("www.example.org"))
        #expect(record["question"]["instant"] == .string("2026-11-27T10:00:00Z"))
    }

    @Test func `what a line brings of its own decides, and the record says whose it is`() throws {
        let own = try base64("Intermediate")
        let record = try value(
            answers.answer(try line(#""name":"good.example","anchors":["\#(own)"],"policy":"webpki""#), line: 2))
        #expect(record["question"]["anchors_source"] == .string("line 2"))
        #expect(record["question"]["policy"] == .string("webpki"))
        let plain = try value(answers.answer(try line(#""name":"good.example""#), line: 3))
        #expect(plain["question"]["anchors_source"] == .string("test") && plain["id"] == .null)
    }

    @Test(
        "a line that is no question is a record all the same",
        arguments: ["", "{", #"{"name":"a.example"}"#, #"{"chain":[]}"#, #"{"chain":["AQ=="],"name":"a b"}"#])
    func bad(text: String) throws {
        let answer = answers.answer(text, line: 9)
        let record = try value(answer)
        #expect(answer.status == .usage && record["exit_code"].integer == 64 && record["line"].integer == 9)
        #expect(record["error"]["text"].text?.contains("line 9") == true, "\(record)")
        #expect(record["verdict"] == .null)
    }

    @Test func `a bad line keeps its name where it has one`() throws {
        #expect(try value(answers.answer(#"{"id":"x","chain":7}"#, line: 1))["id"] == .string("x"))
        #expect(try value(answers.answer(#"{"id":"x","chain":["AQ=="]}"#, line: 1))["id"] == .string("x"))
        #expect(try value(answers.answer(#"{"id":7,"chain":7}"#, line: 1))["id"] == .null)
    }

    @Test func `a file gives one record a line, in order, and the most serious status`() async throws {
        let files = try TemporaryDirectory()
        defer { files.remove() }
        let good = try line(#""id":"good","name":"a.example""#)
        let path = try files.write("\(good)\n\n{}\r\n\(good)", to: "questions.jsonl")
        var lines: [Int?] = []
        let status = try await answers.each(of: path) { lines.append(try value($0)["line"].integer) }
        #expect(lines == [1, 3, 4] && status == .refusedIdentity)
        let empty = try files.write("\n", to: "empty")
        #expect(try await answers.each(of: empty) { _ in } == .usage)
        await #expect(throws: InputProblem.self) { try await answers.each(of: files.file("missing")) { _ in } }
    }
}
