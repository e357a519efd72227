public import ServerIdentity

/// What changed from one list to another.
///
/// Roots are told apart by their certificates' SHA-256. Where one side is a PEM file, which can't say what its roots are trusted for, only
/// membership is compared: the file's roots with those that the other list trusts for TLS servers.
public struct RootListDifference: Sendable {
    /// In the new list alone.
    public let added: [ListedRoot]
    /// In the old list alone.
    public let removed: [ListedRoot]
    /// In both, and not the same.
    public let changed: [ChangedRoot]
    /// Distrusted in the new list alone.
    public let newlyDistrusted: [DistrustedRoot]
    /// Distrusted in the old list alone.
    public let noLongerDistrusted: [DistrustedRoot]
    /// How many roots are trusted for TLS servers, before and after.
    public let serverRoots: (old: Int, new: Int)
    /// Whether both sides say what their roots are trusted for.
    public let comparesTrust: Bool

    /// Compares two lists.
    public init(from old: RootList, to new: RootList) {
        comparesTrust = old.knowledge == .known && new.knowledge == .known
        let before = comparesTrust ? old.roots : old.selected(for: .server)
        let after = comparesTrust ? new.roots : new.selected(for: .server)
        let known = Dictionary(before.map { ($0.sha256, $0) }, uniquingKeysWith: { first, _ in first })
        let kept = Set(after.map(\.sha256))
        added = after.filter { known[$0.sha256] == nil }
        removed = before.filter { !kept.contains($0.sha256) }
        changed = comparesTrust ? after.compactMap { root in known[root.sha256].flatMap { ChangedRoot(from: $0, to: root) } } : []
        newlyDistrusted = comparesTrust ? Self.entries(of: new, notIn: old) : []
        noLongerDistrusted = comparesTrust ? Self.entries(of: old, notIn: new) : []
        serverRoots = (old.selected(for: .server).count, new.selected(for: .server).count)
    }

    /// Whether nothing changed.
    public var isEmpty: Bool {
        added.isEmpty && removed.isEmpty && changed.isEmpty && newlyDistrusted.isEmpty && noLongerDistrusted.isEmpty
    }

    private static func entries(of list: RootList, notIn other: RootList) -> [DistrustedRoot] {
        let known = Set(other.distrusted.map { [$0.issuer, $0.serial] })
        return list.distrusted.filter { !known.contains([$0.issuer, $0.serial]) }
    }
}

/// A root of which two lists say different things.
public struct ChangedRoot: Hashable, Sendable {
    /// What the old list says.
    public let old: ListedRoot
    /// What the new list says.
    public let new: ListedRoot
    /// Each thing that changed.
    public let changes: [Change]

    /// One thing that changed.
    public enum Change: Hashable, Sendable {
        /// What it is trusted for.
        case trust(RootPurpose, from: TrustLevel, to: TrustLevel)
        /// The date after which certificates for a purpose must not have been issued.
        case distrustAfter(RootPurpose, from: Instant?, to: Instant?)
        /// Its name.
        case label(from: String, to: String)
    }

    /// Nil if both say the same.
    public init?(from old: ListedRoot, to new: ListedRoot) {
        var changes: [Change] = []
        for purpose in RootPurpose.allCases {
            if old.trust[purpose] != new.trust[purpose] {
                changes.append(.trust(purpose, from: old.trust[purpose], to: new.trust[purpose]))
            }
            let (before, after) = (old.distrustAfter(for: purpose), new.distrustAfter(for: purpose))
            if before != after { changes.append(.distrustAfter(purpose, from: before, to: after)) }
        }
        if old.label != new.label { changes.append(.label(from: old.label, to: new.label)) }
        if changes.isEmpty { return nil }
        self.old = old
        self.new = new
        self.changes = changes
    }
}

extension ChangedRoot.Change: CustomStringConvertible {
    /// `server: trusted_delegator, now must_verify`.
    public var description: String {
        switch self {
        case .trust(let purpose, let old, let new): "\(purpose.rawValue): \(old.rawValue), now \(new.rawValue)"
        case .distrustAfter(let purpose, let old?, let new?):
            "\(purpose.rawValue): distrusted if issued after \(new), before that after \(old)"
        case .distrustAfter(let purpose, nil, let new?): "\(purpose.rawValue): distrusted if issued after \(new)"
        case .distrustAfter(let purpose, let old, nil):
            "\(purpose.rawValue): no longer distrusted if issued after \(old.map(\.description) ?? "a date")"
        case .label(let old, let new): "called \(EscapedText(new)), before that \(EscapedText(old))"
        }
    }
}
