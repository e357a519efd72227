import ServerIdentity

/// What a memo knows of one chain.
struct MemoEntry: Sendable {
    let judged: any JudgedChain
    let period: UnchangingPeriod
    let octets: Int
}

/// What a chain was judged against: sets that may be large, and are shared by many entries.
private struct InputSets: Hashable {
    let anchors: TrustAnchorSet
    let lists: CRLSet

    init(_ key: MemoKey) {
        anchors = key.subject.anchors
        lists = key.subject.crls
    }
}

/// Entries that are forgotten together, and what they take.
struct MemoGeneration: Sendable {
    private(set) var entries: [MemoKey: MemoEntry] = [:]
    private(set) var octets = 0
    /// How many entries keep a pair of anchors and lists alive.
    private var inputSets: [InputSets: Int] = [:]

    /// Whether half of each limit leaves room for one more.
    func hasRoom(for entry: MemoEntry, _ key: MemoKey, _ limits: MemoLimits) -> Bool {
        entries.count < limits.entries / 2 && octets + entry.octets <= limits.octets / 2
            && (inputSets.count < limits.inputSets / 2 || inputSets[InputSets(key)] != nil)
    }

    /// Adds an entry for a key that has none here.
    mutating func add(_ entry: MemoEntry, for key: MemoKey) {
        entries[key] = entry
        octets += entry.octets
        inputSets[InputSets(key), default: 0] += 1
    }

    /// Takes an entry out, together with the key that it was stored by.
    mutating func take(_ key: MemoKey) -> (key: MemoKey, value: MemoEntry)? {
        guard let index = entries.index(forKey: key) else { return nil }
        let taken = entries.remove(at: index)
        octets -= taken.value.octets
        let sets = InputSets(taken.key)
        let others = (inputSets[sets] ?? 1) - 1
        inputSets[sets] = others == 0 ? nil : others
        return taken
    }
}
