import RootPrograms
import ServerIdentity

/// What of a list could not be used: each named on standard error, remarks last, and all counted by reason.
enum ListProblems {
    /// How many are named; the rest is counted.
    private static let named = 20

    static func show(_ list: RootList) {
        let name = EscapedText(list.source)
        let remarks = list.problems.filter { $0.severity == .remark }
        let problems = list.problems.filter { $0.severity != .remark } + remarks
        for problem in problems.prefix(named) {
            let word = problem.severity == .remark ? "remark" : "not used"
            let label = problem.label.map { "\($0): " } ?? ""
            StandardError.write("countersign: warning: \(word): \(name):\(problem.line): \(label)\(problem.reason)\n")
        }
        if list.problems.isEmpty { return }
        let counts = list.problemCounts.map { "\($0.count) \($0.kind)" }.joined(separator: ", ")
        StandardError.write("countersign: warning: \(name): \(list.problems.count) in all: \(counts)\n")
    }
}
