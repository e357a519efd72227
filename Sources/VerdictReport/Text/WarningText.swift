public import Countersigning
import RootPrograms
import ServerIdentity
public import TrustAnchors

/// Warnings as lines for people. Of many, the first ones are named, and all are counted by reason.
public enum WarningText {
    /// How many parts of a store are named.
    private static let namedBlocks = 5
    /// How many problems of a list are named.
    private static let namedProblems = 20

    /// The warnings beside a verdict.
    public static func lines(_ warnings: [Warning]) -> [String] {
        var skipped: [SkippedBlock] = []
        var lines: [String] = []
        for warning in warnings {
            switch warning {
            case .anchorSkipped(let block): skipped.append(block)
            case .noPublicSuffixes, .ledger: lines.append("warning: \(warning)")
            case .knownHosts, .waitingForLock: lines.append("\(warning)")
            }
        }
        return lines + Self.lines(skipped, as: "not used as anchor")
    }

    /// The blocks of a file that were of no use.
    ///
    /// - Parameters:
    ///   - skipped: the blocks.
    ///   - what: what became of them, as `not read as a root`.
    public static func lines(_ skipped: [SkippedBlock], as what: String) -> [String] {
        let lines = skipped.prefix(namedBlocks).map { "warning: \(what): \($0)" }
        let rest = skipped.count - lines.count
        if rest == 0 { return lines }
        var counts: [String: Int] = [:]
        for block in skipped { counts[block.reason, default: 0] += 1 }
        let reasons = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) × \($0.key)" }
        return lines + ["warning: \(what): \(rest) more, \(skipped.count) in all: \(reasons.joined(separator: "; "))"]
    }

    /// What of a list of roots could not be used, remarks last. A sidecar's problems are those of the list that it was
    /// made of, and were told then.
    public static func lines(of loaded: LoadedRootList) -> [String] {
        lines(loaded.skipped, as: "not read as a root") + (loaded.form == .certdata ? lines(of: loaded.list) : [])
    }

    private static func lines(of list: RootList) -> [String] {
        if list.problems.isEmpty { return [] }
        let name = EscapedText(list.source)
        let remarks = list.problems.filter { $0.severity == .remark }
        let problems = list.problems.filter { $0.severity != .remark } + remarks
        let lines = problems.prefix(namedProblems).map { problem in
            let word = problem.severity == .remark ? "remark" : "not used"
            let label = problem.label.map { "\($0): " } ?? ""
            return "warning: \(word): \(name):\(problem.line): \(label)\(problem.reason)"
        }
        let counts = list.problemCounts.map { "\($0.count) \($0.kind)" }.joined(separator: ", ")
        return lines + ["warning: \(name): \(list.problems.count) in all: \(counts)"]
    }
}
