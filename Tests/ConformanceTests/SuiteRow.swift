import Testing

/// A suite and an engine that answers it.
struct SuiteRow: Sendable, CustomTestStringConvertible {
    let suite: PathSuite
    let engine: String

    var testDescription: String { "\(suite.rawValue), \(engine)" }

    /// The engines whose ledgers hold.
    static let engines = {
        var engines = ["gnutls", "gnutls-paths", "swift", "countersigned"]
        #if OpenSSL
        engines.append("openssl")
        #endif
        return engines
    }()

    /// Every suite and engine; of the peers' cases the validator's mismatches alone were reviewed.
    static let all =
        [PathSuite.limbo, .pkits].flatMap { suite in engines.map { SuiteRow(suite: suite, engine: $0) } }
        + [SuiteRow(suite: .peers, engine: "swift")]
}
