import Foundation
import ServerIdentity

/// The JSON Schema (draft 2020-12) of ledger files, as it ships with the package.
public enum LedgerSchema {
    /// The version that the files name.
    public static let version = 1

    /// The schema as text; `countersign schema --ledger` prints it. The causes that this version knows are put into it.
    public static var text: String {
        let causes = Cause.known.keys.map { "\"\($0.rawValue)\"" }.sorted().joined(separator: ",\n     ")
        return String(decoding: PackageResources.ledger_schema_json, as: UTF8.self)
            .replacingOccurrences(of: "\"@causes\"", with: causes)
    }
}
