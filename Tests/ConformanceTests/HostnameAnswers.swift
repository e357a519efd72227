import Conformance
import Foundation
import TestKit

extension HostnameSuite {
    /// The corpus: cases of seven projects, with what RFC 9525 and two libraries say to each. Its README describes it.
    static var packed: String { "\(Corpus.directory ?? ".")/hostnames.json.xz" }
}

/// What `countersign conformance hostnames` wrote.
struct HostnameAnswers: Decodable {
    struct Answer: Decodable {
        let id: String
        let actual: String
    }

    let version: Int
    let engine: String
    let results: [Answer]

    /// Asks an engine about a whole suite.
    static func of(_ engine: String, file: String) async throws -> HostnameAnswers {
        let run = try await Countersign.run(["conformance", "hostnames", file, "--engine", engine])
        guard run.exitCode == 0 else { throw NoAnswers(story: run.story) }
        return try JSONDecoder().decode(HostnameAnswers.self, from: Data(run.output.utf8))
    }

    /// Which rows match, by id.
    var matches: [String: Bool] {
        Dictionary(results.map { ($0.id, $0.actual == "match") }) { first, _ in first }
    }
}

/// The program gave no answers; no score.
struct NoAnswers: Error, CustomStringConvertible {
    let story: String
    var description: String { story }
}
