/// When the next of many things may begin, so that so many begin in a second, evenly.
struct Pace {
    private let interval: Duration
    private(set) var next: Duration

    /// What was missed by more is lost instead of made up for. A hundredth of ten seconds: over those, the rate holds
    /// within one percent; and without making up for a timer's delay no high rate would be reached.
    private static let tolerance = Duration.milliseconds(100)

    /// - Parameters:
    ///   - rate: how many a second.
    ///   - start: when the first may begin.
    init(rate: Double, from start: Duration) {
        interval = .seconds(1) / rate
        next = start
    }

    /// Whether something may begin.
    func permits(at now: Duration) -> Bool { next <= now }

    /// Something begins.
    mutating func begin(at now: Duration) { next = max(next, now - Self.tolerance) + interval }
}
