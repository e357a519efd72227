/// What a change of the list of roots means for hosts, as a table and as JSON.
public struct HostImpactReport: Sendable {
    private let impacts: [HostImpact]
    private let style: Style

    /// Takes what happens to each host.
    public init(_ impacts: [HostImpact], style: Style = .plain) {
        let places = Dictionary(uniqueKeysWithValues: HostImpact.Effect.allCases.enumerated().map { ($1, $0) })
        // Stable: hosts of one effect stay in the order given.
        self.impacts = impacts.enumerated().sorted {
            ((places[$0.element.effect] ?? 0), $0.offset) < ((places[$1.element.effect] ?? 0), $1.offset)
        }.map(\.element)
        self.style = style
    }

    /// The hosts for which anything changes or is in doubt, the worst first; then a line that counts all.
    public var text: String {
        var table = AlignedTable(["effect", "host", "told by", "why"])
        for impact in impacts where impact.effect != .unaffected {
            table.add([impact.effect.words, impact.host, impact.basis.rawValue, impact.reason])
        }
        let counts = HostImpact.Effect.allCases.compactMap { effect in
            let count = impacts.count { $0.effect == effect }
            return count == 0 ? nil : "\(count) \(effect.words)"
        }
        let summary = "\(impacts.count) hosts: \(counts.joined(separator: ", "))"
        let lines = table.lines(style) + [style.paint(summary, impacts.contains { $0.effect == .breaks } ? .bad : .good)]
        return lines.map { $0 + "\n" }.joined()
    }

    /// One object for each host.
    public var json: JSONValue {
        .array(
            impacts.map { impact in
                [
                    "host": .string(impact.host), "effect": .string(impact.effect.rawValue),
                    "basis": .string(impact.basis.rawValue),
                    "reason": .string(impact.reason),
                ]
            })
    }
}

extension HostImpact.Effect {
    var words: String { rawValue.replacing("_", with: " ") }
}
