public import Countersigning
import Foundation
import ServerIdentity

/// Answers of a verifier to a suite, recorded in the suite's result format: by another program, or on another machine.
public struct RecordedResults: Sendable {
    /// Who answered, as the file says.
    public let verifier: String
    private let answers: [String: Answer]

    /// What was answered to a case.
    public struct Answer: Hashable, Sendable {
        /// Nil if the case was left out.
        public let isAccepted: Bool?
        /// Why, where the file says so.
        public let context: String?
    }

    /// Reads a result file, also one packed by xz.
    ///
    /// - Throws: `InputProblem` that names the file; also for an answer that the format does not know, and for a case
    ///   with two answers.
    public init(_ path: String, format: SuiteAnswers.Format) throws(InputProblem) {
        let file: File
        do {
            let octets = try SuiteOctets.read(path)
            file = try JSONDecoder().decode(File.self, from: Data(octets))
        } catch let problem as InputProblem {
            throw problem
        } catch {
            throw Self.unreadable(path, "no results of a suite: \(DecodingFlaw(error))")
        }
        var answers: [String: Answer] = [:]
        for row in file.results {
            guard let word = format == .limbo ? row.limbo : row.pkits, let isAccepted = Self.acceptance(word, format) else {
                throw Self.unreadable(path, "the case \(EscapedText(row.id)) has no \(format.answerMember) that the format knows")
            }
            let answer = Answer(isAccepted: isAccepted, context: row.context)
            if answers.updateValue(answer, forKey: row.id) != nil {
                throw Self.unreadable(path, "the case \(EscapedText(row.id)) has two answers")
            }
        }
        self.answers = answers
        verifier = (format == .limbo ? file.harness : file.engine) ?? "recorded"
    }

    /// How many cases the file holds.
    public var count: Int { answers.count }

    /// Nil for a case that the file does not hold.
    public func answer(_ id: String) -> Answer? { answers[id] }

    private static func unreadable(_ path: String, _ reason: String) -> InputProblem {
        InputProblem(code: .inputUnreadable, text: "\(EscapedText(path)): \(reason)")
    }

    /// Nil for an unknown word, and nil inside for a case without an answer. A verifier that hung has not accepted.
    private static func acceptance(_ word: String, _ format: SuiteAnswers.Format) -> Bool?? {
        switch (format, word) {
        case (.limbo, "SUCCESS"), (.pkits, "valid"): .some(true)
        case (.limbo, "FAILURE"), (.limbo, "HANG"), (.pkits, "invalid"): .some(false)
        case (.limbo, "SKIPPED"), (.pkits, "skipped"): .some(nil)
        default: nil
        }
    }

    private struct File: Decodable {
        let harness: String?
        let engine: String?
        let results: [Row]
    }

    private struct Row: Decodable {
        let id: String
        let limbo: String?
        let pkits: String?
        let context: String?

        enum CodingKeys: String, CodingKey {
            case id, context
            case limbo = "actual_result"
            case pkits = "actual"
        }
    }
}
