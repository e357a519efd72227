/// A span of time in which no certificate that a verdict may depend on begins or ceases to be valid; both ends are
/// outside.
///
/// A verdict depends on the instant only by comparing it with dates of the certificates presented, of the trust anchors
/// and of the revocation lists. Between two neighbours among all those dates every comparison gives the same result.
public struct UnchangingPeriod: Hashable, Sendable {
    /// The last instant before the period.
    public let after: Instant
    /// The first instant behind it.
    public let before: Instant

    /// Takes both ends, which lie outside.
    public init(after: Instant, before: Instant) {
        self.after = after
        self.before = before
    }

    /// The intersection of the validity periods of all certificates presented, cut at every date of a trust anchor; nil
    /// unless the instant lies strictly inside, and nil if there is no certificate.
    public init?(around instant: Instant, presented: some Sequence<ValidityPeriod>, anchors: ValidityEdges) {
        self.init(around: instant, presented: presented, edges: [anchors])
    }

    /// The intersection of the validity periods of all certificates presented, cut at every other date that counts (of
    /// trust anchors, of revocation lists); nil unless the instant lies strictly inside, and nil if there is no
    /// certificate.
    public init?(around instant: Instant, presented: some Sequence<ValidityPeriod>, edges: [ValidityEdges]) {
        var (after, before) = (Instant.earliest, Instant.noExpiry)
        for edges in edges {
            guard let neighbours = edges.neighbours(of: instant) else { return nil }
            after = max(after, neighbours.after)
            before = min(before, neighbours.before)
        }
        var isEmpty = true
        for period in presented {
            isEmpty = false
            after = max(after, period.notBefore)
            before = min(before, period.notAfter)
        }
        if isEmpty { return nil }
        self.init(after: after, before: before)
        if !contains(instant) { return nil }
    }

    /// Whether an instant lies strictly inside.
    public func contains(_ instant: Instant) -> Bool { after < instant && instant < before }
}

/// All dates at which trust anchors or revocation lists begin or cease to be valid, sorted: made once for a set.
public struct ValidityEdges: Sendable {
    private let sorted: [Instant]

    /// Takes the validity periods.
    public init(of periods: some Sequence<ValidityPeriod>) { sorted = periods.flatMap { [$0.notBefore, $0.notAfter] }.sorted() }

    /// The last edge before an instant and the first one behind it, or the ends of the calendar; nil if the instant is
    /// an edge itself.
    func neighbours(of instant: Instant) -> (after: Instant, before: Instant)? {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < instant { low = middle + 1 } else { high = middle }
        }
        if low < sorted.count, sorted[low] == instant { return nil }
        return (low > 0 ? sorted[low - 1] : .earliest, low < sorted.count ? sorted[low] : .noExpiry)
    }
}
