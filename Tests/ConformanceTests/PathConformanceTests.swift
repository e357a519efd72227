import Testing
import TestKit

@Suite(
    "Path-validation suites", .serialized, .needs(.xz),
    .enabled(if: Corpus.directory != nil, "skipped: COUNTERSIGN_CORPORA names no directory with x509-limbo.json.xz"))
struct PathConformanceTests {
    @Test("every mismatch is in the ledger, and every entry of it still occurs", arguments: SuiteRow.all)
    func ledger(row: SuiteRow) async throws {
        let expectations = try await row.suite.expectations()
        #expect(expectations.count == row.suite.count.all)
        let given = try await SuiteAnswers.of(row)
        #expect(given.engine.contains(row.engine))
        #expect(Set(given.answers.map(\.id)) == Set(expectations.keys))
        #expect(given.answers.count == expectations.count, "a case was answered twice")

        let reasons = try SuiteLedger.read(row).reasons
        var skipped = 0
        var unexplained: [String] = []
        var occurring: Set<String> = []
        for (id, answer, context) in given.answers {
            let isAccepted: Bool
            switch answer {
            case "SUCCESS", "valid": isAccepted = true
            case "FAILURE", "invalid": isAccepted = false
            default:
                skipped += 1
                continue
            }
            if isAccepted == expectations[id] { continue }
            if reasons[id] == nil {
                unexplained.append("\(isAccepted ? "accepted" : "refused"): \(id), \(context ?? "no context")")
            }
            occurring.insert(id)
        }
        #expect(skipped == row.suite.count.skipped)
        #expect(unexplained.count == 0, "\(unexplained.prefix(50).joined(separator: "\n"))")
        #expect(Set(reasons.keys).subtracting(occurring).sorted() == [], "entries that no longer occur")
    }

    /// Every ledger there is, also of engines that this build may lack.
    @Test(
        "every entry names the rule, once",
        arguments: [PathSuite.limbo, .pkits].flatMap { suite in
            ["gnutls", "gnutls-paths", "swift", "countersigned", "openssl"].map { SuiteRow(suite: suite, engine: $0) }
        } + [SuiteRow(suite: .peers, engine: "swift")])
    func ledgerIsSound(row: SuiteRow) async throws {
        let ledger = try SuiteLedger.read(row)
        #expect(ledger.reasons.count == ledger.entries.count, "a case has two explanations")
        for entry in ledger.entries {
            let namesRule = ["RFC ", "CABF BR ", "FIPS ", "NIST "].contains { entry.reason.contains($0) }
            #expect(namesRule && (entry.reason.hasPrefix("accepted: ") || entry.reason.hasPrefix("refused: ")), "\(entry.id)")
        }
        // Countersigned accepts nothing that the Swift validator refuses: GnuTLS can only add refusals.
        if row.engine == "countersigned" { #expect(ledger.entries.allSatisfy { $0.reason.hasPrefix("refused: ") }) }
    }
}
