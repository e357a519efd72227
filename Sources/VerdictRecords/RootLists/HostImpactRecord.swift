public import Countersigning
public import ServerIdentity
public import TrustAnchors

/// What a change of the root list means for hosts, as JSON: the members `hosts` and `not_judged` of what
/// `countersign roots diff --json` writes.
public struct HostImpactRecord: Sendable {
    private let impacts: [HostImpact]
    private let skipped: [SkippedBlock]

    /// Takes what happens to each host, and what of the file of hosts could not be judged.
    public init(_ impacts: [HostImpact], skipped: [SkippedBlock] = []) {
        self.impacts = HostImpact.worstFirst(impacts)
        self.skipped = skipped
    }

    /// `hosts`: one object for each host, the worst first; `not_judged`: one for each part of the file.
    public var members: [JSONMember] {
        let hosts = impacts.map { impact -> JSONValue in
            [
                "host": .string(impact.host), "effect": .string(impact.effect.rawValue),
                "basis": .string(impact.basis.rawValue), "reason": .string(impact.reason),
            ]
        }
        let parts = skipped.map { block -> JSONValue in
            [
                "file": .string(EscapedText(block.file).description), "line": .optional(block.line),
                "reason": .string(block.reason),
            ]
        }
        return [JSONMember(name: "hosts", value: .array(hosts)), JSONMember(name: "not_judged", value: .array(parts))]
    }
}
