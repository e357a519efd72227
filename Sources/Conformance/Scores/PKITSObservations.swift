import Countersigning
import Foundation
import ServerIdentity

/// What the makers of the PKITS corpus saw other programs say, as the file itself has it.
enum PKITSObservations {
    private struct File: Decodable {
        struct Test: Decodable {
            let expected: String
            /// `valid` or `invalid`, by program.
            let observed: [String: String]?
        }

        let tests: [Test]
    }

    private static let maximumLength = 64 * 1_024 * 1_024

    /// One row for each program, by name.
    static func rows(_ path: String) throws(InputProblem) -> [ConformanceTable.Row] {
        let octets = try SuiteOctets.read(path, limit: maximumLength)
        let file: File
        do { file = try JSONDecoder().decode(File.self, from: Data(octets)) } catch {
            throw InputProblem(code: .inputUnreadable, text: "\(EscapedText(path)) is no PKITS suite")
        }
        var scores: [String: SuiteScore] = [:]
        for test in file.tests {
            for (program, answer) in test.observed ?? [:] {
                scores[program, default: SuiteScore()].count(
                    isAccepted: answer == "valid", isAcceptanceExpected: test.expected == "valid")
            }
        }
        return scores.sorted { $0.key < $1.key }.map { ConformanceTable.Row($0.key, $0.value, .recorded) }
    }
}
