import ServerIdentity
import TrustAnchors
import VerdictReport

/// What of a store gives no certificate: the first ones named on standard error, the rest counted, and all counted by reason.
enum SkippedBlocks {
    /// How many are named.
    private static let named = 5

    /// One object for each.
    static func json(_ skipped: [SkippedBlock]) -> JSONValue {
        .array(
            skipped.map { block in
                [
                    "file": .string(EscapedText(block.file).description), "line": .optional(block.line),
                    "reason": .string(block.reason),
                ]
            })
    }

    static func show(_ skipped: [SkippedBlock], as what: String) {
        for block in skipped.prefix(named) { StandardError.write("countersign: warning: \(what): \(block)\n") }
        let rest = skipped.count - named
        if rest <= 0 { return }
        var counts: [String: Int] = [:]
        for block in skipped { counts[block.reason, default: 0] += 1 }
        let reasons = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) × \($0.key)" }
        StandardError.write(
            "countersign: warning: \(what): \(rest) more, \(skipped.count) in all: \(reasons.joined(separator: "; "))\n")
    }
}
