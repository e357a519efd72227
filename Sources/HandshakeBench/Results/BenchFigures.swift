public import ServerIdentity

/// What was measured in one row.
public struct BenchFigures: Hashable, Sendable {
    /// Handshakes that were completed and whose verdict was acceptance.
    public var handshakes = 0
    /// How many of them resumed a session.
    public var resumed = 0
    /// Handshakes that failed or were not accepted, by kind.
    public var failures: [BenchFailure] = []
    /// From the beginning until the last handshake was judged; until the asked duration was over, if that is later.
    public var seconds = 0.0
    /// The CPU time that the process took meanwhile, user and system, in microseconds.
    public var cpuMicroseconds: Int64 = 0
    /// From the beginning of a connection to its verdict; nil if there was no handshake.
    public var latency: BenchLatency?
    /// Questions that the engines' memos answered.
    public var memoHits = 0
    /// Questions that were in no memo.
    public var memoMisses = 0
    /// What the first of the handshakes negotiated; nil if there was none.
    public var tls: TLSFacts?
    /// How the row ended.
    public var ending = Ending.complete

    /// Nothing measured yet.
    public init() {}

    /// How a row ended.
    public enum Ending: String, Hashable, Sendable {
        /// The asked duration is over.
        case complete
        /// Somebody stopped it.
        case interrupted
        /// Nothing but failures, so many in a row that more of them would tell nothing new.
        case failures
    }

    /// All failures together.
    public var errors: Int { failures.reduce(0) { $0 + $1.count } }

    /// Handshakes in a second; 0 if no time has passed.
    var perSecond: FixedPoint { FixedPoint(seconds > 0 ? Double(handshakes) / seconds : 0, places: 1) }

    /// Microseconds of CPU time for each handshake; nil if there was none.
    var cpuPerHandshake: FixedPoint? {
        handshakes == 0 ? nil : FixedPoint(Double(cpuMicroseconds) / Double(handshakes), places: 1)
    }

    /// The share of questions that a memo answered, in percent; nil if no memo was asked.
    var memoShare: FixedPoint? {
        let asked = memoHits + memoMisses
        return asked == 0 ? nil : FixedPoint(100 * Double(memoHits) / Double(asked), places: 1)
    }
}

/// How long handshakes took, in microseconds.
public struct BenchLatency: Hashable, Sendable {
    /// Half of them took no longer.
    public let p50: Int64
    /// Nine of ten took no longer.
    public let p90: Int64
    /// 99 of a hundred took no longer.
    public let p99: Int64
    /// None took longer.
    public let max: Int64

    /// Takes the percentiles.
    public init(p50: Int64, p90: Int64, p99: Int64, max: Int64) {
        self.p50 = p50
        self.p90 = p90
        self.p99 = p99
        self.max = max
    }
}

/// Handshakes that failed in the same way.
public struct BenchFailure: Hashable, Sendable {
    /// Where: a stage of the probe, or `verify` if an engine did not accept.
    public let stage: String
    /// What: a code of the probe, or what the engines' answers come to.
    public let code: String
    /// What was said the first time.
    public let text: String
    /// How often.
    public var count: Int

    /// Takes a kind of failure.
    public init(stage: String, code: String, text: String, count: Int = 1) {
        self.stage = stage
        self.code = code
        self.text = text
        self.count = count
    }

    /// The failure of a probe.
    public init(_ failure: ProbeFailure) {
        self.init(stage: failure.stage.rawValue, code: failure.code.rawValue, text: failure.text)
    }
}
