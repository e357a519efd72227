public import RootPrograms
import ServerIdentity

/// What changed from one list of roots to another, in words.
public struct RootsDifferenceReport: Sendable {
    private let difference: RootListDifference
    private let style: Style

    /// Takes a difference.
    public init(_ difference: RootListDifference, style: Style = .plain) {
        self.difference = difference
        self.style = style
    }

    /// A line for each change, then one that counts.
    public var text: String {
        var table = AlignedTable(["what", "root", "SHA-256", "trust"])
        for root in difference.removed { add("removed", root, trust(root, "was trusted for"), to: &table) }
        for root in difference.added { add("added", root, trust(root, "trusted for"), to: &table) }
        for changed in difference.changed {
            add("changed", changed.new, changed.changes.map(\.description).joined(separator: "; "), to: &table)
        }
        for entry in difference.newlyDistrusted { add("distrusted", entry, to: &table) }
        for changed in difference.distrustedOtherwise {
            add("distrusted otherwise", changed.new, changed.changes.map(\.description).joined(separator: "; "), to: &table)
        }
        for entry in difference.noLongerDistrusted { add("not distrusted any more", entry, to: &table) }
        let lines = table.lines(style) + [style.paint(summary, .strong)]
        return lines.map { $0 + "\n" }.joined()
    }

    private var summary: String {
        let counts = [
            "\(difference.removed.count) removed", "\(difference.added.count) added", "\(difference.changed.count) changed",
            "\(difference.newlyDistrusted.count) newly distrusted", "\(difference.distrustedOtherwise.count) distrusted otherwise",
            "\(difference.noLongerDistrusted.count) not distrusted any more",
        ]
        let roots = "roots for TLS servers: \(difference.serverRoots.old), now \(difference.serverRoots.new)"
        if difference.comparesTrust { return "\(roots); \(counts.joined(separator: ", "))" }
        return "\(roots); \(counts.prefix(2).joined(separator: ", ")) (a PEM file can't say more)"
    }

    private func add(_ what: String, _ root: ListedRoot, _ text: String, to table: inout AlignedTable) {
        table.add([what, root.shownLabel, RootWords.shortDigest(root.sha256), text])
    }

    private func add(_ what: String, _ entry: DistrustedRoot, to table: inout AlignedTable) {
        let purposes = entry.trust.purposes { $0 == .notTrusted }.map(\.rawValue)
        add(what, entry, "for \(purposes.joined(separator: ", "))", to: &table)
    }

    private func add(_ what: String, _ entry: DistrustedRoot, _ text: String, to table: inout AlignedTable) {
        let digest = entry.certificate.map { RootWords.shortDigest($0.facts.sha256) } ?? "serial \(hexadecimal(entry.serial))"
        table.add([what, entry.shownLabel, digest, text])
    }

    private func trust(_ root: ListedRoot, _ words: String) -> String {
        if !difference.comparesTrust { return "" }
        let purposes = root.trust.purposes(\.isTrust)
        if purposes.isEmpty { return "\(words) nothing" }
        let texts = purposes.map { purpose in
            purpose.rawValue + (root.distrustAfter(for: purpose).map { " (if issued until \($0))" } ?? "")
        }
        return "\(words) \(texts.joined(separator: ", "))"
    }
}
