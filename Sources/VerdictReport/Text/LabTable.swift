public import Countersigning
import CrossCheck
import ServerIdentity

/// The lab as a table: what each server is, what was expected, what each engine said, and whether it came so.
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
        var table = AlignedTable([
            "", "server", "what it is", "expected", "GnuTLS said", "Swift said", "agreement",
        ])
        var met = 0
        var count = 0
        for report in reports {
            guard let entry = report.labEntry else { continue }
            count += 1
            if entry.isMet { met += 1 }
            let said = Self.said(report.outcome)
            table.add([
                entry.isMet ? "ok" : "NO", entry.name, entry.summary, entry.expected, said.gnutls, said.swift, said.agreement,
            ])
        }
        let summary = "\(count) servers, \(met) as expected" + (met == count ? "" : ", \(count - met) not")
        let lines = table.lines(style) + [style.paint(summary, met == count ? .good : .bad)]
        return lines.map { $0 + "\n" }.joined()
    }

    private static func said(_ outcome: Outcome) -> (gnutls: String, swift: String, agreement: String) {
        switch outcome {
        case .judged(let judgement):
            let answers = judgement.examination.answers
            let saying = { (id: String) in answers.first { $0.engine.id == id }?.saying ?? "-" }
            return (saying("gnutls"), saying("swift"), judgement.examination.agreement.label)
        case .failed(let failure): return ("no session: \(failure.code.rawValue)", "-", "-")
        case .unusable(let problem): return ("not tried: \(problem.code.rawValue)", "-", "-")
        }
    }
}
