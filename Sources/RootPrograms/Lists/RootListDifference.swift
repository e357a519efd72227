public import ServerIdentity

/// What changed from one list to another.
///
/// Roots are told apart by their certificates' SHA-256. Where one side is a PEM file, which can't say what its roots
/// are trusted for, only membership is compared: the file's roots with those that the other list trusts for TLS
/// servers.
public struct RootListDifference: Sendable {
    /// In the new list alone.
    public let added: [ListedRoot]
    /// In the old list alone.
    public let removed: [ListedRoot]
    /// In both, and not the same.
    public let changed: [ChangedRoot]
    /// Distrusted in the new list alone.
    public let newlyDistrusted: [DistrustedRoot]
    /// Distrusted in both, and not the same.
    public let distrustedOtherwise: [ChangedDistrust]
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
        let (distrustedBefore, distrustedAfter) = comparesTrust ? (Self.entries(old), Self.entries(new)) : ([], [])
        let entries = Dictionary(distrustedBefore.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        let names = Set(distrustedAfter.map(\.number))
        newlyDistrusted = distrustedAfter.filter { entries[$0.number] == nil }
        distrustedOtherwise = distrustedAfter.compactMap { entry in
            entries[entry.number].flatMap { ChangedDistrust(from: $0, to: entry) }
        }
        noLongerDistrusted = distrustedBefore.filter { !names.contains($0.number) }
        serverRoots = (old.selected(for: .server).count, new.selected(for: .server).count)
    }

    /// Whether nothing changed.
    public var isEmpty: Bool {
        added.isEmpty && removed.isEmpty && changed.isEmpty && newlyDistrusted.isEmpty && distrustedOtherwise.isEmpty
            && noLongerDistrusted.isEmpty
    }

    /// What a list distrusts, each issuer and serial number once, for every purpose for which one of its entries does.
    private static func entries(_ list: RootList) -> [DistrustedRoot] {
        var entries: [DistrustedRoot] = []
        var places: [IssuerAndSerial: Int] = [:]
        for entry in list.distrusted {
            guard let place = places[entry.number] else {
                places[entry.number] = entries.count
                entries.append(entry)
                continue
            }
            let first = entries[place]
            var trust = first.trust
            for purpose in entry.trust.purposes({ $0 == .notTrusted }) { trust[purpose] = .notTrusted }
            entries[place] = DistrustedRoot(
                label: first.label, issuer: first.issuer, serial: first.serial, certificate: first.certificate ?? entry.certificate,
                trust: trust, line: first.line)
        }
        return entries
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
            changes += Change.trust(purpose, old.trust, new.trust)
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

/// A distrusted entry of which two lists say different things.
public struct ChangedDistrust: Hashable, Sendable {
    /// What the old list says.
    public let old: DistrustedRoot
    /// What the new list says.
    public let new: DistrustedRoot
    /// Each thing that changed; distrusted entries have no dates.
    public let changes: [ChangedRoot.Change]

    /// Nil if both say the same.
    public init?(from old: DistrustedRoot, to new: DistrustedRoot) {
        var changes = RootPurpose.allCases.flatMap { ChangedRoot.Change.trust($0, old.trust, new.trust) }
        if old.label != new.label { changes.append(.label(from: old.label, to: new.label)) }
        if changes.isEmpty { return nil }
        self.old = old
        self.new = new
        self.changes = changes
    }
}

extension ChangedRoot.Change {
    /// The change of one purpose, if there is one.
    fileprivate static func trust(_ purpose: RootPurpose, _ old: PurposeTrust, _ new: PurposeTrust) -> [Self] {
        old[purpose] == new[purpose] ? [] : [.trust(purpose, from: old[purpose], to: new[purpose])]
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
