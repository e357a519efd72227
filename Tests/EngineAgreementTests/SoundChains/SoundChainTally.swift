/// What a run made, and for which reasons libraries did not accept it.
struct SoundChainTally {
    var failures = 0
    private var made: [SoundFeature: Int] = [:]
    private var reasons: [String: Int] = [:]
    private var reasonsOfAll: [String: Int] = [:]

    mutating func add(_ chain: SoundChain, _ outcome: SoundChainOutcome) {
        for feature in chain.features { made[feature, default: 0] += 1 }
        for reason in outcome.reasons { reasons[reason, default: 0] += 1 }
        if outcome.isRefusedByLibraries { reasonsOfAll[outcome.reasons.joined(separator: ", "), default: 0] += 1 }
    }

    /// What no chain had.
    var missing: [SoundFeature] { SoundFeature.allCases.filter { made[$0] == nil } }
}

extension SoundChainTally: CustomStringConvertible {
    var description: String {
        func list(_ counts: [String: Int]) -> String {
            counts.sorted { $0.key < $1.key }.map { "  \($0.value) \($0.key)\n" }.joined()
        }
        let all = reasonsOfAll.values.reduce(0, +)
        return "not accepted by a library:\n\(list(reasons))accepted by no library, \(all):\n\(list(reasonsOfAll))"
    }
}
