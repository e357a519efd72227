import NIOCore

/// When the next handshake of an event loop may begin, so that so many begin in a second, evenly.
struct BenchPace {
    private let interval: TimeAmount
    private var next: NIODeadline

    /// A slot missed by more is lost instead of made up for: a server that was slow is not rewarded with a burst. Less
    /// than that is the loop's own delay, and without making up for it no high rate would be reached.
    private static let tolerance = TimeAmount.milliseconds(10)

    /// So many a second over all loops; the slots of the loops lie between one another.
    init(rate: Double, loop: Int, of loops: Int, from start: NIODeadline) {
        interval = .nanoseconds(Int64(1e9 * Double(loops) / rate))
        next = start + .nanoseconds(Int64(1e9 * Double(loop) / rate))
    }

    /// The moment to wait for; nil if a handshake may begin now.
    func delay(at now: NIODeadline) -> NIODeadline? { now < next ? next : nil }

    /// A handshake begins now.
    mutating func begin(at now: NIODeadline) {
        next = next + interval
        if next < now - Self.tolerance { next = now + interval }
    }
}
