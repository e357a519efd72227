import ServerIdentity

/// What a memo knows of one chain.
struct MemoEntry: Sendable {
    let judged: any JudgedChain
    let period: UnchangingPeriod
    let octets: Int
}

/// Entries that are forgotten together, and what they take.
struct MemoGeneration: Sendable {
    private(set) var entries: [MemoKey: MemoEntry] = [:]
    private(set) var octets = 0
    /// How many entries keep a set of anchors alive.
    private var anchorSets: [TrustAnchorSet: Int] = [:]

    /// Whether half of each limit leaves room for one more.
    func hasRoom(for entry: MemoEntry, _ key: MemoKey, _ limits: MemoLimits) -> Bool {
        entries.count < limits.entries / 2 && octets + entry.octets <= limits.octets / 2
            && (anchorSets.count < limits.anchorSets / 2 || anchorSets[key.subject.anchors] != nil)
    }

    /// Adds an entry for a key that has none here.
    mutating func add(_ entry: MemoEntry, for key: MemoKey) {
        entries[key] = entry
        octets += entry.octets
        anchorSets[key.subject.anchors, default: 0] += 1
    }

    /// Takes an entry out, together with the key that it was stored by.
    mutating func take(_ key: MemoKey) -> (key: MemoKey, value: MemoEntry)? {
        guard let index = entries.index(forKey: key) else { return nil }
        let taken = entries.remove(at: index)
        octets -= taken.value.octets
        let anchors = taken.key.subject.anchors
        let others = (anchorSets[anchors] ?? 1) - 1
        anchorSets[anchors] = others == 0 ? nil : others
        return taken
    }
}
