import Foundation

/// The reviewed rows in which the Swift validator and OpenSSL differ, by the entry of the ledger that names the reason.
struct HostnameLedger: Decodable {
    struct Entry: Decodable {
        /// The sections that decide.
        let rule: String
        /// `accepter`, `refuser`, or `either`: who follows the rule.
        let right: String
        let rows: [String]
    }

    let entries: [String: Entry]

    static func read() throws -> HostnameLedger {
        let ledgers = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Ledgers")
        return try JSONDecoder().decode(
            HostnameLedger.self, from: Data(contentsOf: ledgers.appendingPathComponent("hostnames-openssl.json")))
    }
}
