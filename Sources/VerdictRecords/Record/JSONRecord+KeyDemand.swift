import Countersigning
import ServerIdentity

/// What the caller demanded of the key, as the record holds it.
extension JSONRecord {
    /// The question of the engines, and the caller's pins beside it.
    static func questionWithPins(_ judgement: Judgement) -> JSONValue {
        guard case .object(let members) = question(judgement) else { return .null }
        let pins = JSONValue.strings(judgement.keyDemand.pins.map(\.description))
        return .object(members + [JSONMember(name: "pins", value: pins)])
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
