public import Countersigning
import CrossCheck
public import ServerIdentity

/// The record of one target: one line of JSON by the schema of `RecordSchema`.
///
/// It carries every fact that was seen, whatever the verdict; what was not reached is null. Names of certificates are
/// escaped as `EscapedText` does, but never cut.
public struct JSONRecord: Sendable {
    /// The record as a value.
    public let value: JSONValue

    /// The version of the schema that the record follows.
    public static let schemaVersion = 2

    /// Makes the record of a report.
    ///
    /// - Parameters:
    ///   - report: what came of the target.
    ///   - id: what the line of a question calls it.
    ///   - line: the number of the line, from 1; nil where the target comes from no list of questions.
    public init(_ report: Report, id: String? = nil, line: Int? = nil) {
        var judgement: Judgement?
        var failure = report.judgement?.handshakeFailure
        var problem: InputProblem?
        switch report.outcome {
        case .judged(let judged): judgement = judged
        case .failed(let failed): failure = failed
        case .unusable(let unusable): problem = unusable
        }
        let observation = judgement?.observation
        let address = observation?.address ?? failure?.address
        let observedAt = observation?.observedAt ?? report.triedAt
        var members: JSONValue = [
            "schema_version": .integer(Int64(Self.schemaVersion)),
            "target": .string(report.target),
            "address": .optional(address),
            "observed_at": .optional(observedAt?.description),
            "exit_code": .integer(Int64(report.exitStatus.rawValue)),
            "verdict": .optional(judgement?.conclusion.rawValue),
            "tls": observation.map { Self.tls($0.tls) } ?? .null,
            "question": judgement.map(Self.fullQuestion) ?? .null,
            "findings": .array((judgement?.mergedFindings ?? []).map(Self.merged)),
            "engines": .array(judgement.map(Self.engines) ?? []),
            "agreement": judgement.map { Self.agreement($0.examination.agreement) } ?? .null,
            "chain": .array(judgement.map { $0.sentFacts.map(Self.certificate) } ?? []),
            "expiry": judgement.map(Self.expiry) ?? .null,
            "first_use": judgement.map { Self.firstUse($0.keyDemand) } ?? .null,
            "timing_us": Self.timing(observation?.timings ?? failure?.timings ?? StageTimings()),
            "error": failure.map(Self.error) ?? problem.map(Self.error) ?? .null,
        ]
        if let line, case .object(let list) = members {
            let place: [JSONMember] = [
                JSONMember(name: "id", value: .optional(id)), JSONMember(name: "line", value: .integer(Int64(line))),
            ]
            members = .object(Array(list.prefix(2)) + place + list.dropFirst(2))
        }
        if let entry = report.labEntry, case .object(let list) = members {
            let lab: JSONValue = ["name": .string(entry.name), "expected": .string(entry.expected)]
            members = .object(list + [JSONMember(name: "lab", value: lab)])
        }
        value = members
    }

    /// The record as one line, without a line break.
    public var line: String { value.description }

    package static func tls(_ tls: TLSFacts) -> JSONValue {
        [
            "version": .string(tls.version), "cipher": .string(tls.cipher), "group": .optional(tls.group),
            "signature": .optional(tls.signature), "alpn": .optional(tls.alpn), "server_name": .optional(tls.serverName),
        ]
    }

    package static func question(_ judgement: Judgement) -> JSONValue {
        let question = judgement.examination.question
        let digest = judgement.anchorsSHA256.isEmpty ? nil : hexadecimal(judgement.anchorsSHA256)
        return [
            "reference_identity": .optional(question.identity?.description),
            "reference_kind": .optional(question.identity?.kind),
            "policy": .string(question.policy.preset), "instant": .string(question.instant.description),
            "anchors_source": .string(question.anchors.source), "anchors_count": .integer(Int64(question.anchors.anchors.count)),
            "anchors_sha256": .optional(digest), "anchors_constraints": .string(question.anchors.constraintKnowledge.rawValue),
        ]
    }

    static func agreement(_ agreement: Agreement) -> JSONValue {
        [
            "class": .string(agreement.class.rawValue), "ledger_id": .optional(agreement.ledgerID),
            "ledger_source": .optional(agreement.ledgerSource?.text),
            "detail": .string(agreement.detail),
        ]
    }

    private static func expiry(_ judgement: Judgement) -> JSONValue {
        [
            "sent": .optional(judgement.sentExpiry?.instant.description), "sent_depth": .optional(judgement.sentExpiry?.depth),
            "path": .optional(judgement.pathExpiry?.description),
        ]
    }

    private static func timing(_ timings: StageTimings) -> JSONValue {
        [
            "resolve": .optional(timings.resolve), "connect": .optional(timings.connect), "starttls": .null,
            "handshake": .optional(timings.handshake), "verify": .optional(timings.verify),
        ]
    }

    private static func error(_ failure: ProbeFailure) -> JSONValue {
        ["stage": .string(failure.stage.rawValue), "code": .string(failure.code.rawValue), "text": .string(failure.text)]
    }

    private static func error(_ problem: InputProblem) -> JSONValue {
        ["stage": .string("input"), "code": .string(problem.code.rawValue), "text": .string(problem.text)]
    }
}
