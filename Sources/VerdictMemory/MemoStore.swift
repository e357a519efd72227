import ServerIdentity

/// The entries of a memo, in two generations: what was used since the last change of generation, and what was before.
///
/// When the young generation has half of a limit, the old one is forgotten and the young one becomes the old one. So the bound holds, each step is
/// short, and what is in use stays.
struct MemoStore {
    private struct Entry {
        let judged: any JudgedChain
        let period: UnchangingPeriod
        let octets: Int
    }

    private struct Generation {
        var entries: [MemoKey: Entry] = [:]
        var octets = 0

        mutating func take(_ key: MemoKey) -> Entry? {
            guard let entry = entries.removeValue(forKey: key) else { return nil }
            octets -= entry.octets
            return entry
        }
    }

    private let limits: MemoLimits
    private var young = Generation()
    private var old = Generation()

    init(_ limits: MemoLimits) { self.limits = limits }

    var count: Int { young.entries.count + old.entries.count }
    var octets: Int { young.octets + old.octets }

    /// What is remembered for this instant; an entry for another time is forgotten.
    mutating func find(_ key: MemoKey, at instant: Instant) -> (any JudgedChain)? {
        if let entry = young.entries[key] {
            if entry.period.contains(instant) { return entry.judged }
            _ = young.take(key)
            return nil
        }
        guard let entry = old.take(key), entry.period.contains(instant) else { return nil }
        insert(entry, key)
        return entry.judged
    }

    mutating func remember(_ judged: any JudgedChain, for key: MemoKey, during period: UnchangingPeriod) {
        if key.subject.chain.certificates.reduce(0, { $0 + $1.octets.count }) > limits.chainOctets { return }
        _ = young.take(key)
        _ = old.take(key)
        insert(Entry(judged: judged, period: period, octets: Self.cost(of: key.subject.chain)), key)
    }

    private mutating func insert(_ entry: Entry, _ key: MemoKey) {
        if entry.octets > limits.octets / 2 { return }
        if young.entries.count + 1 > limits.entries / 2 || young.octets + entry.octets > limits.octets / 2 {
            old = young
            young = Generation()
        }
        young.entries[key] = entry
        young.octets += entry.octets
    }

    /// The octets of a chain, times what decoded forms take beside them (measured: 4 to 7 KiB beside a certificate of 1 KiB), and a little
    /// for the entry.
    static func cost(of chain: CertificateChain) -> Int {
        chain.certificates.reduce(1_024) { $0 + $1.octets.count * 6 + 2_048 }
    }
}
