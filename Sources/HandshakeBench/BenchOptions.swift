public import Countersigning
import NIOCore
public import ServerIdentity

/// What a benchmark offers, by what it judges, and how hard it asks. Every field has a default.
public struct BenchOptions: Sendable {
    /// The GnuTLS priority strings of the offers, a row each. Default: one, what a client offers unless told otherwise.
    public var priorities = [ConnectionOptions.defaultPriority]
    /// Handshakes in flight at once, over all event loops; held to `concurrencies`. Default: 64.
    public var concurrency = 64
    /// For how many seconds a row begins handshakes; held to `durations`. Those begun are waited for. Default: 5.
    public var duration = 5.0
    /// Handshakes a second, all together and evenly; held to `rates`. Default: nil, as many as come, and `remoteRate`
    /// of a server on another machine.
    public var rate: Double?
    /// Event loops, a thread each; held to `threadCounts`. Default: nil, one for each core.
    public var threads: Int?
    /// Whether sessions are resumed instead of making each anew. Default: no.
    public var isResuming = false
    /// Whether a server on another machine may be measured: ask its owner first. Default: no.
    public var mayLoadOtherMachines = false
    /// Who judges every handshake. Default: GnuTLS and the Swift validator.
    public var engines: [EngineName] = [.gnutls, .swift]
    /// Whether engines remember the chains that they have judged. Default: on.
    public var remembering = Remembering.on
    /// Whom to trust. Default: nil, the store of this system, and for the lab its roots.
    public var trust: [TrustSource]?
    /// How to connect; `priorities` stand for its offer.
    public var connection = ConnectionOptions()
    /// What may be accepted. Default: `Policy.default`.
    public var policy = Policy.default
    /// Whom every server must be. Default: nil, the host that was dialled.
    public var identity: ReferenceIdentity?
    /// As of when to judge. Default: each handshake as of its own end.
    public var time = JudgementTime.now
    /// The clock. Default: this machine's.
    public var clock: @Sendable () -> Instant = SystemClock.now

    /// The defaults.
    public init() {}

    /// How many handshakes may be in flight.
    public static let concurrencies = 1...4_096
    /// How many seconds a row may take.
    public static let durations = 0.1...3_600
    /// How many handshakes a second may be asked for.
    public static let rates = 0.1...100_000
    /// How many event loops there may be.
    public static let threadCounts = 1...64
    /// Handshakes a second that a server on another machine is asked for: a busy browser's, not an attack.
    public static let remoteRate = 20

    /// The load on a server.
    func load(isRemote: Bool) -> BenchLoad {
        var load = BenchLoad(
            concurrency: Self.concurrencies.nearest(to: concurrency), threads: loops,
            duration: Self.durations.nearest(to: duration),
            rate: rate.map { Self.rates.nearest(to: $0) } ?? (isRemote ? Double(Self.remoteRate) : nil))
        load.isResuming = isResuming
        load.usesMemo = remembering == .on
        return load
    }

    /// How many event loops there are; more of them than handshakes would be idle.
    var loops: Int {
        let wanted = threads.map { Self.threadCounts.nearest(to: $0) } ?? System.coreCount
        return min(wanted, Self.concurrencies.nearest(to: concurrency))
    }

    /// The moment at which a handshake is judged.
    var instant: @Sendable () -> Instant { { [time, clock] in time.instant(by: clock) } }
}

extension ClosedRange {
    fileprivate func nearest(to value: Bound) -> Bound {
        // What can't be compared (NaN) is nowhere: the lower end is the careful one.
        if value >= upperBound { return upperBound }
        return value > lowerBound ? value : lowerBound
    }
}

/// Whom a benchmark tells what, while it runs. Nothing has to be listened to.
public struct BenchEvents: Sendable {
    /// Told what of the trust sources gave no anchor, before anything is sent.
    public var warned: @Sendable ([Warning]) -> Void = { _ in }
    /// Shows the counters while a row is measured: its task is cancelled when the row is over, and waited for.
    public var measuring: @Sendable (BenchRow, BenchCounters) async -> Void = { _, _ in }
    /// Told each row as soon as it is measured. What this throws ends the run.
    public var finished: @Sendable (BenchResult) throws -> Void = { _ in }

    /// Nobody listens.
    public init() {}
}
