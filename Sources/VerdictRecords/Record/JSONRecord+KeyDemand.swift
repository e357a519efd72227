import Countersigning
import ServerIdentity
import TrustAnchors

/// What the record holds beside the question of the engines: the anchors that are missing from it, and what the caller
/// demanded of the key.
extension JSONRecord {
    /// How many reasons name what was left out of the trust sources; all of it is counted.
    static let maximumSkippedReasons = 16

    /// The question of the engines, what was left out of the trust sources, and the caller's pins.
    static func fullQuestion(_ judgement: Judgement) -> JSONValue {
        guard case .object(let members) = question(judgement) else { return .null }
        let skipped = judgement.skippedAnchors
        let reasons = skipped.prefix(maximumSkippedReasons).map(\.description)
        return .object(
            members + [
                JSONMember(name: "anchors_skipped", value: .integer(Int64(skipped.count))),
                JSONMember(name: "anchors_skipped_reasons", value: .strings(reasons)),
                JSONMember(name: "pins", value: .strings(judgement.keyDemand.pins.map(\.description))),
            ])
    }

    /// Null where nobody asked.
    static func firstUse(_ demand: KeyDemand) -> JSONValue {
        guard let use = demand.firstUse else { return .null }
        return [
            "host": .string(use.host), "file": .string(use.file), "outcome": .string(use.outcome.rawValue),
            "line": .optional(use.entry?.line), "first_seen": .optional(use.entry?.firstSeen.description),
            "pin": .optional(use.entry?.pin.description), "certificate": certificate(use.entry?.facts),
            "problem": .optional(use.problem),
        ]
    }
}
