public import RootPrograms
import ServerIdentity

/// A list of roots as a table: what each is trusted for, how long it is valid, and its key.
public struct RootsTable: Sendable {
    private let list: RootList
    private let roots: [ListedRoot]
    private let style: Style

    /// Takes a list, and those of its roots that are to be shown.
    public init(_ list: RootList, showing roots: [ListedRoot], style: Style = .plain) {
        self.list = list
        self.roots = roots
        self.style = style
    }

    /// The lines, each ended by a line feed; what is distrusted comes after the roots, and the last line counts.
    public var text: String {
        var table = AlignedTable(["root", "server", "email", "code", "key", "expires", "SHA-256"])
        for root in roots {
            let facts = root.certificate.facts
            table.add(
                [root.shownLabel] + RootPurpose.allCases.map { words(root, $0) } + [
                    facts.key, Self.day(facts.validity.notAfter), RootWords.shortDigest(root.sha256),
                ])
        }
        for entry in list.distrusted {
            table.add(
                [entry.shownLabel] + RootPurpose.allCases.map { RootWords.level(entry.trust[$0]) } + [
                    entry.certificate?.facts.key ?? "", (entry.certificate?.facts.validity.notAfter).map(Self.day) ?? "",
                    entry.certificate.map { RootWords.shortDigest($0.facts.sha256) } ?? "serial \(hexadecimal(entry.serial))",
                ])
        }
        let lines = table.lines(style) + [style.paint(summary, .strong)]
        return lines.map { $0 + "\n" }.joined()
    }

    private var summary: String {
        if list.knowledge == .unknown { return "\(roots.count) roots; a PEM file can't say what they are trusted for" }
        let counts = RootPurpose.allCases.map { purpose in
            "\(roots.count { $0.trust[purpose] == .trustedDelegator }) for \(purpose.words)"
        }
        return "\(roots.count) roots (\(counts.joined(separator: ", "))), \(list.distrusted.count) distrusted"
    }

    private func words(_ root: ListedRoot, _ purpose: RootPurpose) -> String {
        if list.knowledge == .unknown { return "?" }
        let level = root.trust[purpose]
        guard level.isTrust, let date = root.distrustAfter(for: purpose) else { return RootWords.level(level) }
        return "issued until \(Self.day(date))"
    }

    private static func day(_ instant: Instant) -> String { String(instant.description.prefix(10)) }
}

/// Words about roots that several reports share.
package enum RootWords {
    /// As many hexadecimal digits as tell any two certificates apart that anybody has.
    package static func shortDigest(_ digest: [UInt8]) -> String { hexadecimal(digest.prefix(8)) }

    static func level(_ level: TrustLevel) -> String {
        switch level {
        case .trustedDelegator: "yes"
        case .notTrusted: "DISTRUSTED"
        case .mustVerify, .unstated: "-"
        case .trusted, .validDelegator, .unknown: level.rawValue
        }
    }
}
