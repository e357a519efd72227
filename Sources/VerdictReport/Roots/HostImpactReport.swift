public import Countersigning

/// What a change of the list of roots means for hosts, as a table.
public struct HostImpactReport: Sendable {
    private let impacts: [HostImpact]
    private let unjudged: Int
    private let style: Style

    /// Takes what happens to each host, and how many entries of the hosts' file could not be judged.
    public init(_ impacts: [HostImpact], unjudged: Int = 0, style: Style = .plain) {
        self.unjudged = unjudged
        self.impacts = HostImpact.worstFirst(impacts)
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
        let missing = unjudged == 0 ? "" : "; \(unjudged) entries of the file not judged"
        let summary = "\(impacts.count) hosts: \(counts.joined(separator: ", "))\(missing)"
        let lines = table.lines(style) + [style.paint(summary, exitStatus == .countersigned ? .good : .bad)]
        return lines.map { $0 + "\n" }.joined()
    }

    /// 3 if a host breaks, 6 if it can't be told of one, 66 if a part of the file was not judged, else 0; the most
    /// serious of these.
    public var exitStatus: ExitStatus {
        var statuses: [ExitStatus] = [.countersigned]
        if impacts.contains(where: { $0.effect == .breaks }) { statuses.append(.refusedTrust) }
        if impacts.contains(where: { $0.effect == .undecided }) { statuses.append(.refusedOtherwise) }
        if unjudged > 0 { statuses.append(.inputUnreadable) }
        return .mostSerious(statuses)
    }
}

extension HostImpact.Effect {
    var words: String { rawValue.replacing("_", with: " ") }
}
