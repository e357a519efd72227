import Foundation

/// The reviewed mismatches of one engine with one suite, each with the rule that explains it.
struct SuiteLedger: Decodable {
    struct Entry: Decodable {
        let id: String
        let reason: String
    }

    let entries: [Entry]

    /// The reasons by id; of an id that comes twice, the first.
    var reasons: [String: String] { Dictionary(entries.map { ($0.id, $0.reason) }) { first, _ in first } }

    static func read(_ row: SuiteRow) throws -> SuiteLedger {
        let ledgers = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Ledgers")
        let file = ledgers.appendingPathComponent("\(row.suite.rawValue)-\(row.engine).json")
        return try JSONDecoder().decode(SuiteLedger.self, from: Data(contentsOf: file))
    }
}
