import Foundation
import TestKit

/// The hostname corpus: cases of seven projects, with what RFC 9525 and two libraries say to each. Its README describes it.
struct HostnameSuite {
    /// Where the corpora are, if anybody said so.
    static let directory = ProcessInfo.processInfo.environment["COUNTERSIGN_CORPORA"].flatMap { $0.isEmpty ? nil : $0 }

    struct Row: Decodable {
        let id: String
        let rfc9525: String?
        let gnutls: String?
        let openssl: String?
    }

    let rows: [Row]
    /// The same as the packed file, unpacked by xz.
    let json: String

    static var packed: String { "\(directory ?? ".")/hostnames.json.xz" }

    static func read() async throws -> HostnameSuite {
        let json = try await Run.of([Tool.xz.path, "-dc", packed]).output
        struct File: Decodable { let vectors: [Row] }
        return HostnameSuite(rows: try JSONDecoder().decode(File.self, from: Data(json.utf8)).vectors, json: json)
    }
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
