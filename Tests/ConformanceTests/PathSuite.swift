import Foundation
import TestKit

/// A path-validation suite of the corpora.
enum PathSuite: String, CaseIterable, Sendable {
    case limbo, pkits
    /// Cases of nine projects, in the format of x509-limbo.
    case peers

    var packed: String {
        let file = self == .limbo ? "x509-limbo" : rawValue
        return "\(Corpus.directory ?? ".")/\(file).json.xz"
    }

    /// The command that reads it.
    var format: String { self == .pkits ? "pkits" : "limbo" }

    /// Cases in all, and those that can't be put to a verifier of TLS peers: clients with one of several e-mail
    /// addresses, and a certificate that is cut short.
    var count: (all: Int, skipped: Int) {
        switch self {
        case .limbo: (5_888, 6)
        case .pkits: (249, 0)
        case .peers: (629, 1)
        }
    }

    /// How the command ends: with 66 where a case is damaged.
    var exitCode: Int32 { self == .peers ? 66 : 0 }

    /// Whether each case must be accepted, read without any code of ours.
    func expectations() async throws -> [String: Bool] {
        struct Limbo: Decodable {
            struct Case: Decodable {
                let id: String
                let expected_result: String
            }
            let testcases: [Case]
        }
        struct PKITS: Decodable {
            struct Test: Decodable {
                let id: String
                let expected: String
            }
            let tests: [Test]
        }
        let json = Data(try await Run.of([Tool.xz.path, "-dc", packed]).output.utf8)
        let pairs =
            switch self {
            case .limbo, .peers:
                try JSONDecoder().decode(Limbo.self, from: json).testcases.map { ($0.id, $0.expected_result == "SUCCESS") }
            case .pkits: try JSONDecoder().decode(PKITS.self, from: json).tests.map { ($0.id, $0.expected == "valid") }
            }
        return Dictionary(pairs) { first, _ in first }
    }
}

/// What `countersign conformance limbo` or `pkits` wrote.
struct SuiteAnswers {
    let engine: String
    let answers: [(id: String, answer: String, context: String?)]

    /// Reads a result document of either format.
    init(parsing text: String) throws {
        let json = try JSON(parsing: text)
        guard json["version"].integer == 1 else { throw NoAnswers(story: "version \(json["version"])") }
        engine = json["harness"].text ?? json["engine"].text ?? ""
        answers = json["results"].elements.map { row in
            (row["id"].text ?? "", row["actual_result"].text ?? row["actual"].text ?? "", row["context"].text)
        }
    }

    /// Asks an engine about a whole suite.
    static func of(_ row: SuiteRow, policy: String? = nil) async throws -> SuiteAnswers {
        let run = try await Countersign.run(
            ["conformance", row.suite.format, row.suite.packed, "--engine", row.engine]
                + (policy.map { ["--policy", $0] } ?? []),
            seconds: 600)
        guard run.exitCode == row.suite.exitCode else { throw NoAnswers(story: run.story) }
        return try SuiteAnswers(parsing: run.output)
    }
}
