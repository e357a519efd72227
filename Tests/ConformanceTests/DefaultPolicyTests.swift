import Foundation
import Testing
import TestKit

/// What `default` accepts of x509-limbo although the suite wants it refused: for profile rules alone, each of which the
/// guide names.
@Suite(
    "Policy default on x509-limbo", .needs(.xz),
    .enabled(if: Corpus.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory"))
struct DefaultPolicyTests {
    @Test func `refuses nothing wrongly, and accepts wrongly only what breaks a profile rule that the guide names`() async throws {
        let row = SuiteRow(suite: .limbo, engine: "swift")
        let expectations = try await row.suite.expectations()
        let strict = try await SuiteAnswers.of(row).answers
        let contexts = Dictionary(uniqueKeysWithValues: strict.map { ($0.id, $0.context ?? "") })
        let guide = try String(contentsOfFile: Self.guide, encoding: .utf8)
        var wronglyAccepted = 0
        for (id, answer, context) in try await SuiteAnswers.of(row, policy: "default").answers {
            switch (answer, expectations[id]) {
            case ("SUCCESS", false):
                wronglyAccepted += 1
                let reason = contexts[id] ?? ""
                let isList = reason.hasPrefix("revocation_unavailable")
                let rule = isList ? "revocation_list_number" : String(reason.dropLast().split(separator: "(").last ?? "")
                #expect(isList || reason.hasPrefix("profile_violation"), "\(id): \(reason)")
                #expect(guide.contains("`\(rule)`"), "\(id): the guide does not name \(rule)")
            case ("FAILURE", true): Issue.record("\(id) is refused: \(context ?? "")")
            default: break
            }
        }
        #expect(wronglyAccepted == 30)
        #expect(guide.contains("accepts \(wronglyAccepted) cases"))
    }

    private static let guide = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Sources/Guides/policies.md").path
}
