public import Countersigning
public import ServerIdentity

/// What a change of the root list means for hosts, as JSON: the member `hosts` of what `countersign roots diff --json`
/// writes.
public struct HostImpactRecord: Sendable {
    private let impacts: [HostImpact]

    /// Takes what happens to each host.
    public init(_ impacts: [HostImpact]) { self.impacts = HostImpact.worstFirst(impacts) }

    /// One object for each host, the worst first.
    public var value: JSONValue {
        .array(
            impacts.map { impact in
                [
                    "host": .string(impact.host), "effect": .string(impact.effect.rawValue),
                    "basis": .string(impact.basis.rawValue), "reason": .string(impact.reason),
                ]
            })
    }
}
