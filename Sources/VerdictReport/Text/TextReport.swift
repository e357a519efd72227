public import Countersigning
import CrossCheck
import ServerIdentity

/// The answer about one target in a few lines, for somebody who has to act on it.
///
/// Which host, which verdict; then which certificate is wrong, by whose judgement and which rule, and what to do; or
/// who the server is, along which path and until when. The record has the rest.
public struct TextReport: Sendable {
    private let report: Report
    private let style: Style

    /// Takes a report and whether to colour it.
    public init(_ report: Report, style: Style = .plain) {
        self.report = report
        self.style = style
    }

    /// The lines, each ended by a line feed. Whatever the peer sent, they are printable: in ASCII and without colour
    /// unless `style` says otherwise.
    public var text: String { lines.map { $0 + "\n" }.joined() }

    var lines: [String] {
        switch report.outcome {
        case .judged(let judgement): judged(judgement)
        case .failed(let failure): [heading(Self.verdict(of: failure), .bad)] + failed(failure)
        case .unusable(let problem):
            [
                heading("not tried", .bad), line("why", problem.text), line("do", Advice.text(for: problem)),
            ]
        }
    }

    /// How many findings the short answer shows; `--explain` shows all.
    private static let shownFindings = 3

    private func heading(_ verdict: String, _ tone: Style.Tone) -> String {
        style.paint(style.shown(report.target), .strong) + ": " + style.paint(verdict, tone)
    }

    private func line(_ label: String, _ text: String) -> String {
        "  " + style.paint(label + String(repeating: " ", count: max(0, 7 - label.count)), .faint) + style.shown(text)
    }

    private static func verdict(of failure: ProbeFailure) -> String {
        switch (failure.stage, failure.code) {
        case (.handshake, .timeout): "no answer in time"
        case _ where failure.isReached: "reached, but no TLS session"
        default: "not reached"
        }
    }

    private func failed(_ failure: ProbeFailure) -> [String] {
        let place = failure.address.map { " (\($0))" } ?? ""
        return [
            line("why", "\(failure.code.rawValue) at \(failure.stage.rawValue)\(place): \(failure.text)"),
            line("do", Advice.text(for: failure)),
        ]
    }

    /// The chain is accepted, and nobody has proved that the server holds its key.
    private func unfinished(_ judgement: Judgement, _ failure: ProbeFailure) -> [String] {
        let says = judgement.examination.answers.map { "\($0.engine.nameAndVersion) \(Self.undecidedText($0))" }
        return [heading(Self.verdict(of: failure), .bad)] + failed(failure)
            + [line("chain", says.joined(separator: "; ") + "; the server has not proved that it holds the key")]
            + seen(judgement)
    }

    private func judged(_ judgement: Judgement) -> [String] { concluded(judgement) + advisory(judgement) }

    /// What engines say that do not decide.
    private func advisory(_ judgement: Judgement) -> [String] {
        judgement.examination.advisory.map { opinion in
            let first = opinion.answer.verdict.findings.first.map { ": \($0)" } ?? ""
            let differs = [.agree, .outOfScope].contains(opinion.agreement.class) ? "" : "; \(opinion.agreement.label)"
            return line(
                "third",
                "\(opinion.answer.engine.nameAndVersion) \(Self.undecidedText(opinion.answer))\(first) (does not decide\(differs))")
        }
    }

    private func concluded(_ judgement: Judgement) -> [String] {
        switch judgement.conclusion {
        case .countersigned: accepted(judgement)
        case .refused: refused(judgement)
        case .disagreement: disagreement(judgement)
        case .undecided:
            if let failure = judgement.handshakeFailure {
                unfinished(judgement, failure)
            } else {
                [heading("not countersigned: not enough engines could judge", .warning)]
                    + judgement.examination.answers.map { answer in
                        line("says", "\(answer.engine.nameAndVersion) \(Self.undecidedText(answer))")
                    }
                    + [line("do", Advice.undecided)] + seen(judgement)
            }
        }
    }

    private static func undecidedText(_ answer: EngineAnswer) -> String {
        if case .undecided(let reason) = answer.verdict { "could not judge: \(reason)" } else { answer.saying }
    }

    private func accepted(_ judgement: Judgement) -> [String] {
        let examination = judgement.examination
        let holder = judgement.subject(at: 0) ?? "the certificate's holder"
        var lines: [String]
        if let identity = examination.question.identity {
            lines = [
                heading("countersigned", .good), line("who", "\(identity) (\(identity.kind)) is \(holder)"),
            ]
        } else {
            lines = [
                heading("countersigned: the chain alone, no name was asked for", .good), line("who", holder),
            ]
        }
        let path = judgement.examination.acceptedPath.map { judgement.facts[$0]?.subject ?? "(not decoded)" }
        if !path.isEmpty { lines.append(line("path", path.joined(separator: " < "))) }
        lines.append(line("until", untilText(judgement)))
        lines += seen(judgement)
        let engines = examination.answers.map { "\($0.engine.nameAndVersion) for \($0.scope.words.joined(separator: ", "))" }
        lines.append(line("by", engines.joined(separator: "; ")))
        return lines + firstUseLines(judgement) + notes(judgement)
    }

    private func untilText(_ judgement: Judgement) -> String {
        if let end = judgement.pathExpiry, end == judgement.sentExpiry?.instant {
            return "\(judgement.expiryText(end)), on the path and as sent"
        }
        var parts: [String] = []
        if let end = judgement.pathExpiry { parts.append("\(judgement.expiryText(end)) on the path") }
        if let sent = judgement.sentExpiry {
            parts.append("\(judgement.expiryText(sent.instant)) as sent, by certificate \(sent.depth)")
        }
        return parts.isEmpty ? "unknown" : parts.joined(separator: "; ")
    }

    private func notes(_ judgement: Judgement) -> [String] {
        let notes = judgement.examination.answers.flatMap { answer in answer.notes.map { (answer.engine, $0) } }
        return notes.prefix(Self.shownFindings).map { engine, note in
            line("note", "\(judgement.certificateText(ofNote: note)): \(note) (\(engine.displayName))")
        }
    }

    private func refused(_ judgement: Judgement) -> [String] {
        let findings = judgement.mergedFindings
        let first = findings.first?.finding
        let reason = first.map { " (\($0.id.category.rawValue)): \($0.id.rawValue)" } ?? ""
        let agreement = judgement.examination.agreement
        var lines = [heading("refused\(reason)", .bad)] + body(findings, judgement) + firstUseLines(judgement)
        switch agreement.class {
        case .knownDifference, .namePolicy, .pathBuilding: lines.append(line("differ", "\(agreement.label): \(agreement.detail)"))
        case .agree, .outOfScope, .time, .trustInput, .unexplained: break
        }
        if let first { lines.append(line("do", Advice.text(for: first, in: judgement))) }
        if let failure = judgement.handshakeFailure {
            lines.append(line("also", "the handshake did not complete: \(failure.text)"))
        }
        return lines + seen(judgement)
    }

    private func disagreement(_ judgement: Judgement) -> [String] {
        let agreement = judgement.examination.agreement
        return [heading("the engines disagree (\(agreement.class.rawValue))", .bad)]
            + body(judgement.mergedFindings, judgement)
            + [line("differ", agreement.detail), line("do", Advice.disagreement)] + seen(judgement)
    }

    private func firstUseLines(_ judgement: Judgement) -> [String] { firstUse(judgement).map { line($0.label, $0.text) } }

    private func body(_ findings: [MergedFinding], _ judgement: Judgement) -> [String] {
        var lines: [String] = []
        for merged in findings.prefix(Self.shownFindings) {
            lines.append(line("why", "\(judgement.certificateText(merged)): \(judgement.reason(merged.finding))"))
            lines.append(line("by", byText(merged, judgement)))
        }
        let hidden = findings.count - Self.shownFindings
        if hidden > 0 { lines.append(line("more", "\(hidden) more finding\(hidden == 1 ? "" : "s"); --explain shows them")) }
        return lines
    }

    /// Who found it and by which rule; then what the other engines said.
    private func byText(_ merged: MergedFinding, _ judgement: Judgement) -> String {
        if merged.voices.isEmpty {
            let said = judgement.examination.answers.map { "\($0.engine.displayName) \(Self.undecidedText($0))" }
            return (["your own demand (\(merged.finding.rule))"] + said).joined(separator: "; ")
        }
        var parts: [String] = []
        for answer in judgement.examination.answers {
            let sources = merged.voices.filter { $0.engine == answer.engine }.map(\.source)
            if sources.isEmpty {
                parts.append("\(answer.engine.displayName) \(Self.otherwise(answer, merged.finding))")
            } else {
                let named = sources.filter { !$0.isEmpty }
                parts.append(answer.engine.nameAndVersion + (named.isEmpty ? "" : " (\(named.joined(separator: ", ")))"))
            }
        }
        return parts.joined(separator: "; ")
    }

    /// What an engine that did not find something says instead.
    private static func otherwise(_ answer: EngineAnswer, _ finding: Finding) -> String {
        let judges = answer.scope.contains(finding.id.scope)
        switch answer.verdict {
        case .accepted:
            return judges ? "accepts" : "does not judge this and accepts the rest (\(answer.scope.words.joined(separator: ", ")))"
        case .refused: return judges ? "refuses for another reason" : "does not judge this"
        case .undecided: return "could not judge"
        }
    }

    private func seen(_ judgement: Judgement) -> [String] {
        guard let observation = judgement.observation else { return [] }
        let tls = observation.tls
        let facts = [observation.address, tls.version, tls.cipher, tls.group, tls.signature, tls.alpn.map { "ALPN \($0)" }]
            .compactMap { $0 }
        let sent = observation.chain.certificates.count
        return [line("tls", facts.joined(separator: ", ") + ", \(sent) certificate\(sent == 1 ? "" : "s")")]
    }
}
