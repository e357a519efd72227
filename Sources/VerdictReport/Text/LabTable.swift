public import Countersigning
import CrossCheck
import ServerIdentity

/// The lab as a table of at most 120 columns: what each server is, what the engines said, and whether that was
/// expected.
///
/// What the engines agree on is said once. Where they differ, each has a line, and the difference has one with its
/// class. A server that was judged otherwise than expected has a line that says what was expected.
public struct LabTable: Sendable {
    private let reports: [Report]
    private let style: Style

    /// Takes the reports of the lab's servers; those without a lab entry are left out.
    public init(_ reports: [Report], style: Style = .plain) {
        self.reports = reports
        self.style = style
    }

    /// The lines, each ended by a line feed; the last one counts.
    public var text: String {
        var table = AlignedTable(["", "server", "what it is", "what GnuTLS and Swift said"])
        var met = 0
        var count = 0
        for report in reports {
            guard let entry = report.labEntry else { continue }
            count += 1
            if entry.isMet { met += 1 }
            let said = Self.said(report.outcome) + (entry.isMet ? [] : ["expected: \(entry.expected)"])
            for (line, text) in said.enumerated() {
                table.add(line == 0 ? [entry.isMet ? "ok" : "NO", entry.name, entry.summary, text] : ["", "", "", text])
            }
        }
        let summary = "\(count) servers, \(met) as expected" + (met == count ? "" : ", \(count - met) not")
        let lines = table.lines(style) + [style.paint(summary, met == count ? .good : .bad)]
        return lines.map { $0 + "\n" }.joined()
    }

    /// The lines of one server, at least one.
    private static func said(_ outcome: Outcome) -> [String] {
        switch outcome {
        case .judged(let judgement):
            let examination = judgement.examination
            let answers = ["gnutls", "swift"].compactMap { id in examination.answers.first { $0.engine.id == id } }
            let sayings = Set(answers.map(\.saying))
            let isAgreed = examination.agreement.class == .agree
            if isAgreed, answers.count > 1, sayings.count == 1 { return Array(sayings) }
            let lines = answers.map { "\($0.engine.displayName): \($0.saying)" } + (isAgreed ? [] : [examination.agreement.label])
            return lines.isEmpty ? ["-"] : lines
        case .failed(let failure): return ["no session: \(failure.code.rawValue)"]
        case .unusable(let problem): return ["not tried: \(problem.code.rawValue)"]
        }
    }
}
