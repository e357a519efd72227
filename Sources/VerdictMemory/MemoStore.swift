import ServerIdentity

/// The entries of a memo, in two generations: what was used since the last change of generation, and what was before.
///
/// When the young generation has half of a limit, the old one is forgotten and the young one becomes the old one. So
/// the bound holds, each step is short, and what is in use stays.
struct MemoStore {
    /// What is in the store no more, and not freed yet: thousands of chains take longer to free than anybody should
    /// wait for the lock.
    struct Forgotten: Sendable {
        fileprivate var generation: MemoGeneration?
        fileprivate var entries: [(key: MemoKey, value: MemoEntry)] = []
    }

    private let limits: MemoLimits
    private var young = MemoGeneration()
    private var old = MemoGeneration()
    private var forgotten = Forgotten()

    init(_ limits: MemoLimits) { self.limits = limits }

    var count: Int { young.entries.count + old.entries.count }
    var octets: Int { young.octets + old.octets }

    /// What is remembered for this instant; an entry for another time is forgotten.
    mutating func find(_ key: MemoKey, at instant: Instant) -> (any JudgedChain)? {
        if let entry = young.entries[key] {
            if entry.period.contains(instant) { return entry.judged }
            forget(key)
            return nil
        }
        guard let taken = old.take(key) else { return nil }
        if !taken.value.period.contains(instant) {
            forgotten.entries.append(taken)
            return nil
        }
        insert(taken.value, taken.key)
        return taken.value.judged
    }

    mutating func remember(_ judged: any JudgedChain, for key: MemoKey, during period: UnchangingPeriod) {
        if key.subject.chain.octets > limits.chainOctets { return }
        forget(key)
        insert(MemoEntry(judged: judged, period: period, octets: Self.cost(of: key.subject.chain)), key)
    }

    /// Hands out what was forgotten since the last time, to be freed by the caller.
    mutating func takeForgotten() -> Forgotten {
        let taken = forgotten
        forgotten = Forgotten()
        return taken
    }

    private mutating func forget(_ key: MemoKey) {
        if let taken = young.take(key) { forgotten.entries.append(taken) }
        if let taken = old.take(key) { forgotten.entries.append(taken) }
    }

    private mutating func insert(_ entry: MemoEntry, _ key: MemoKey) {
        if entry.octets > limits.octets / 2 { return }
        if !young.hasRoom(for: entry, key, limits) {
            forgotten.generation = old
            old = young
            young = MemoGeneration()
        }
        young.add(entry, for: key)
    }

    /// The octets of a chain, times what decoded forms take beside them (measured: 4 to 7 KiB beside a certificate of 1
    /// KiB), and a little for the entry.
    static func cost(of chain: CertificateChain) -> Int {
        chain.certificates.reduce(1_024) { $0 + $1.octets.count * 6 + 2_048 }
    }
}
