public import Countersigning
import CrossCheck
import ServerIdentity
import VerdictRecords

/// The long answer: the short one, then tables of the certificates, findings, trace, engines, and advice for each
/// finding.
public struct ExplainReport: Sendable {
    private let report: Report
    private let style: Style

    /// Takes a report and whether to colour it.
    public init(_ report: Report, style: Style = .plain) {
        self.report = report
        self.style = style
    }

    /// The lines, each ended by a line feed; for a target without a chain, the short answer alone.
    public var text: String {
        var lines = TextReport(report, style: style).lines
        if case .judged(let judgement) = report.outcome {
            for (title, table) in [
                ("Question", question(judgement)), ("Certificates as sent", certificates(judgement)), ("Names", names(judgement)),
                ("Keys and digests", digests(judgement)), ("Engines", engines(judgement)),
                ("Findings and notes", findings(judgement)),
                ("Trace", trace(judgement)), ("Advice", advice(judgement)),
            ] where !table.rows.isEmpty {
                lines += ["", style.paint(title, .strong)] + table.lines(style, indent: "  ")
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func question(_ judgement: Judgement) -> AlignedTable {
        let question = judgement.examination.question
        var table = AlignedTable(["asked", "kind", "policy", "instant", "anchors", "constraints", "source"])
        table.add([
            question.identity?.description ?? "(no name)", question.identity?.kind ?? "-", question.policy.preset,
            question.instant.description,
            String(question.anchors.anchors.count), question.anchors.constraintKnowledge.rawValue, question.anchors.source,
        ])
        return table
    }

    private func certificates(_ judgement: Judgement) -> AlignedTable {
        var table = AlignedTable(["depth", "subject", "issuer", "not before", "not after", "says"])
        for (depth, facts) in judgement.sentFacts.enumerated() {
            let said = judgement.examination.answers.flatMap { answer in
                answer.verdict.findings.filter { $0.depth == depth }.map { "\(answer.engine.displayName): \($0.id.rawValue)" }
            }
            let end = facts.map { $0.validity.notAfter == .noExpiry ? "no expiry date" : $0.validity.notAfter.description }
            table.add([
                String(depth), facts?.subject ?? "(not decoded)", facts?.issuer ?? "", facts?.validity.notBefore.description ?? "",
                end ?? "",
                said.isEmpty ? "-" : said.joined(separator: ", "),
            ])
        }
        return table
    }

    /// How many names of one certificate are listed; the record has them all.
    private static let listedNames = 20

    private func names(_ judgement: Judgement) -> AlignedTable {
        var table = AlignedTable(["depth", "kind", "name"])
        for (depth, facts) in judgement.sentFacts.enumerated() {
            let names = facts?.names ?? []
            for name in names.prefix(Self.listedNames) {
                let (kind, text) = JSONRecord.kindAndText(name)
                table.add([String(depth), kind, text.isEmpty ? "(empty)" : text])
            }
            if names.count > Self.listedNames { table.add([String(depth), "", "and \(names.count - Self.listedNames) more"]) }
        }
        return table
    }

    private func digests(_ judgement: Judgement) -> AlignedTable {
        var table = AlignedTable(["depth", "key", "signature", "serial", "SHA-256"])
        for (depth, facts) in judgement.sentFacts.enumerated() {
            guard let facts else { continue }
            table.add([String(depth), facts.key, facts.signatureAlgorithm, facts.serial, hexadecimal(facts.sha256)])
        }
        return table
    }

    private func engines(_ judgement: Judgement) -> AlignedTable {
        var table = AlignedTable(["engine", "judges", "said"])
        for answer in judgement.examination.answers {
            var said = answer.saying
            if case .undecided(let reason) = answer.verdict { said += ": \(reason)" }
            table.add([answer.engine.nameAndVersion, answer.scope.words.joined(separator: ", "), said])
        }
        let agreement = judgement.examination.agreement
        table.add(["agreement", agreement.label, agreement.detail])
        for opinion in judgement.examination.advisory {
            table.add([
                opinion.answer.engine.nameAndVersion, opinion.answer.scope.words.joined(separator: ", "),
                "does not decide; \(opinion.answer.saying)",
            ])
            table.add(["its agreement", opinion.agreement.label, opinion.agreement.detail])
        }
        return table
    }

    private func findings(_ judgement: Judgement) -> AlignedTable {
        var table = AlignedTable(["engine", "depth", "finding", "code or rule", "evidence"])
        for answer in judgement.examination.allAnswers {
            let notes = answer.notes.map { ($0, "note: \($0.id.rawValue)") }
            for (finding, word) in answer.verdict.findings.map({ ($0, $0.id.rawValue) }) + notes {
                let source = finding.native?.code ?? (finding.origin == .engine ? "" : finding.origin.rawValue)
                let sources = [source, finding.rule].filter { !$0.isEmpty }
                table.add([
                    answer.engine.displayName, finding.depth.map { String($0) } ?? "-", word, sources.joined(separator: ", "),
                    finding.description,
                ])
            }
        }
        for finding in judgement.demandedFindings {
            table.add(["(yours)", finding.depth.map { String($0) } ?? "-", finding.id.rawValue, finding.rule, finding.description])
        }
        return table
    }

    private func trace(_ judgement: Judgement) -> AlignedTable {
        var table = AlignedTable(["engine", "depth", "subject", "issuer tried", "codes"])
        for answer in judgement.examination.allAnswers {
            for step in answer.trace {
                table.add([
                    answer.engine.displayName, step.depth.map { String($0) } ?? "anchor", step.subject, step.issuer ?? "(none)",
                    step.codes.isEmpty ? "ok" : step.codes.joined(separator: ", "),
                ])
            }
        }
        return table
    }

    private func advice(_ judgement: Judgement) -> AlignedTable {
        var table = AlignedTable(["finding", "what to do"])
        var given: Set<String> = []
        for merged in judgement.mergedFindings {
            let text = Advice.text(for: merged.finding, in: judgement)
            if given.insert(text).inserted { table.add([merged.finding.id.rawValue, text]) }
        }
        return table
    }
}
