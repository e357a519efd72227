import Conformance

/// How an engine's answers compare with one column of the suite, row by row.
struct HostnameScore {
    private(set) var evaluated = 0
    private(set) var falseMatches: [String] = []
    private(set) var falseMismatches: [String] = []
    /// Rows that were answered with `skipped`, or not at all, or twice.
    private(set) var skipped: [String] = []

    /// Rows whose column is absent or `undecided` do not count; anything but `match` is no match.
    init(_ answers: HostnameAnswers, rows: [HostnameSuite.Vector], column: (HostnameSuite.Vector) -> String?) {
        let byID = Dictionary(grouping: answers.results, by: \.id)
        for row in rows {
            guard let expected = column(row), expected != "undecided" else { continue }
            evaluated += 1
            guard let given = byID[row.id], given.count == 1, given[0].actual != "skipped" else {
                skipped.append(row.id)
                continue
            }
            switch (given[0].actual == "match", expected == "match") {
            case (true, false): falseMatches.append(row.id)
            case (false, true): falseMismatches.append(row.id)
            default: break
            }
        }
    }
}
