import Countersigning
import CrossCheck
import ServerIdentity

/// Verdicts, findings and traces, as the record holds them.
extension JSONRecord {
    static func engines(_ judgement: Judgement) -> [JSONValue] {
        judgement.examination.answers.map { engine($0, .deciding, nil, judgement) }
            + judgement.examination.advisory.map { engine($0.answer, .advisory, $0.agreement, judgement) }
    }

    private static func engine(
        _ answer: EngineAnswer, _ role: EngineRole, _ agreement: Agreement?, _ judgement: Judgement
    ) -> JSONValue {
        var path: [CertificateDER] = []
        var reason: String?
        switch answer.verdict {
        case .accepted(let accepted): path = accepted
        case .undecided(let why): reason = why
        case .refused: break
        }
        return [
            "id": .string(answer.engine.id), "version": .string(answer.engine.version),
            "package_version": .optional(answer.engine.packageVersion), "role": .string(role.rawValue),
            "agreement": agreement.map(Self.agreement) ?? .null, "scope": .strings(answer.scope.words),
            "revocation_examined": .array(answer.revocationExamined.map { .integer(Int64($0)) }),
            "verdict": .string(answer.verdict.word), "reason": .optional(reason),
            "findings": .array(answer.verdict.findings.map(finding)), "notes": .array(answer.notes.map(finding)),
            "path": .array(path.map { pathElement($0, judgement) }), "trace": .array(answer.trace.map(step)),
            "memo": .optional(answer.memo?.rawValue),
        ]
    }

    static func merged(_ merged: MergedFinding) -> JSONValue {
        let finding = merged.finding
        var engines: [String] = []
        for voice in merged.voices where !engines.contains(voice.engine.id) { engines.append(voice.engine.id) }
        return [
            "id": .string(finding.id.rawValue), "category": .string(finding.id.category.rawValue),
            "depth": .optional(finding.depth), "cause": .string(finding.cause.rawValue),
            "origin": .string(finding.origin.rawValue),
            "evidence": evidence(finding.evidence), "text": .string(finding.description), "rule": rule(finding),
            "engines": .strings(engines),
        ]
    }

    private static func finding(_ finding: Finding) -> JSONValue {
        [
            "id": .string(finding.id.rawValue), "depth": .optional(finding.depth), "cause": .string(finding.cause.rawValue),
            "origin": .string(finding.origin.rawValue), "anchor": .optional(finding.anchor),
            "evidence": evidence(finding.evidence), "text": .string(finding.description), "rule": rule(finding),
            "native_code": .optional(finding.native?.code), "native_text": .optional(finding.native?.text),
        ]
    }

    private static func rule(_ finding: Finding) -> JSONValue { .optional(finding.rule.isEmpty ? nil : finding.rule) }

    private static func evidence(_ evidence: Evidence) -> JSONValue {
        switch evidence {
        case .expired(let instant, let end):
            ["instant": .string(instant.description), "not_after": .optional(end?.description)]
        case .notYetValid(let instant, let start):
            ["instant": .string(instant.description), "not_before": .optional(start?.description)]
        case .nameMismatch(let asked, let names), .noUsableName(let asked, let names):
            [
                "asked": .string(asked.description), "asked_kind": .string(asked.kind), "presented": .array(names.map(presented)),
            ]
        case .unknownIssuer(let subject, let issuer): ["subject": .string(subject), "issuer": .string(issuer)]
        case .selfSigned(let subject): ["subject": .string(subject)]
        case .nameConstraint(let breach):
            ["name": .string(breach.name), "place": .string(breach.place.rawValue), "issuer": .string(breach.issuer)]
        case .distrusted(let subject, let label): ["subject": .string(subject), "label": .string(label)]
        case .distrustedAfter(let anchor, let date, let notBefore):
            [
                "anchor": .string(anchor), "distrust_after": .string(date.description),
                "not_before": .optional(notBefore?.description),
            ]
        case .other(_, _, let detail): ["detail": .string(detail)]
        }
    }

    /// A certificate of a path: its place as sent (null for an anchor that was not sent), and what is known of it.
    private static func pathElement(_ certificate: CertificateDER, _ judgement: Judgement) -> JSONValue {
        let facts = judgement.facts[certificate]
        return [
            "depth": .optional(judgement.examination.question.chain.certificates.firstIndex(of: certificate)),
            "subject": .optional(facts?.subject), "sha256": .optional(facts.map { hexadecimal($0.sha256) }),
        ]
    }

    private static func step(_ step: VerificationStep) -> JSONValue {
        [
            "depth": .optional(step.depth), "subject": .string(step.subject), "issuer": .optional(step.issuer),
            "codes": .strings(step.codes),
        ]
    }
}
