import Countersigning
import Foundation
import TestKit
import Testing
import VerdictRecords

/// Chains that nobody here made, each with a cause why verifiers differ, or odd in one way: every difference is
/// explained.
@Suite(
    "Question lines of others", .needs(.xz),
    .enabled(if: Corpus.directory != nil, "COUNTERSIGN_CORPORA names no folder"))
struct QuestionCorporaTests {
    @Test("no difference is unexplained", arguments: ["differences", "odd-certificates"], [false, true])
    func explained(corpus: String, hasThirdEngine: Bool) throws {
        var options = VerifierOptions()
        if hasThirdEngine {
            #if OpenSSL
            options.engines = EngineSelection(deciding: [.gnutls, .swift, .openssl])
            #else
            return
            #endif
        }
        let answers = QuestionAnswers(try Verifier(options))
        let lines = String(decoding: try Corpus.unpacked("\(corpus).jsonl.xz"), as: UTF8.self).split(separator: "\n")
        var unexplained: [String] = []
        for (index, line) in lines.enumerated() {
            let answer = answers.answer(String(line), line: index + 1)
            if answer.status == .disagreement { unexplained.append("\(index + 1): \(answer.record.line.prefix(200))") }
        }
        #expect(lines.count > 100 && unexplained.isEmpty, "\(unexplained.joined(separator: "\n"))")
    }
}
