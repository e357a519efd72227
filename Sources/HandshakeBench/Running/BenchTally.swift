import Countersigning
import CrossCheck
import Histogram
import NIOCore
import ServerIdentity
import VerdictReport

/// What one event loop counted; the tallies of all loops are merged in the end.
struct BenchTally: Sendable {
    private(set) var handshakes = 0
    private(set) var resumed = 0
    private(set) var tls: TLSFacts?
    private(set) var lastSuccess: NIODeadline?
    /// In the order in which the kinds occurred.
    private(set) var failures: [BenchFailure] = []
    /// The codes that verdicts other than acceptance stand for.
    private(set) var refusals: Set<ExitStatus> = []
    /// How many failed probes stand for each code.
    private var failed: [ExitStatus: Int] = [:]
    private var latencies = Histogram<UInt64>(
        highestTrackableValue: longestLatency, numberOfSignificantValueDigits: .three)

    /// An hour in microseconds: the largest `--timeout`.
    private static let longestLatency: UInt64 = 3_600_000_000

    mutating func accepted(_ observation: Observation, begun: NIODeadline, ended: NIODeadline) {
        handshakes += 1
        if observation.isResumed { resumed += 1 }
        if tls == nil { tls = observation.tls }
        lastSuccess = ended
        latencies.record(min(UInt64(max(0, (ended - begun).nanoseconds / 1_000)), Self.longestLatency))
    }

    mutating func refused(_ examination: Examination, _ observation: Observation) {
        let judgement = Judgement(examination: examination, observation: observation, facts: [:])
        refusals.insert(ExitStatus(of: .judged(judgement)))
        let finding = examination.answers.flatMap(\.verdict.findings).first
        let reason = finding?.description ?? examination.agreement.detail
        count(BenchFailure(stage: "verify", code: judgement.conclusion.rawValue, text: reason))
    }

    mutating func failed(_ failure: ProbeFailure) {
        failed[ExitStatus(of: .failed(failure)), default: 0] += 1
        count(BenchFailure(failure))
    }

    private mutating func count(_ failure: BenchFailure) {
        if let known = failures.firstIndex(where: { $0.stage == failure.stage && $0.code == failure.code }) {
            failures[known].count += failure.count
        } else {
            failures.append(failure)
        }
    }

    mutating func merge(_ other: BenchTally) {
        handshakes += other.handshakes
        resumed += other.resumed
        tls = tls ?? other.tls
        lastSuccess = [lastSuccess, other.lastSuccess].compactMap { $0 }.max()
        for failure in other.failures { count(failure) }
        refusals.formUnion(other.refusals)
        failed.merge(other.failed, uniquingKeysWith: +)
        latencies.add(other.latencies)
    }

    /// The code of most failed probes: a server that goes away resets a handshake or two, and then refuses every connection. Nil if none failed.
    var commonFailure: ExitStatus? { failed.max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }?.key }

    var latency: BenchLatency? {
        if handshakes == 0 { return nil }
        // A percentile is the upper end of its bucket, which may lie above the longest time that was measured.
        let longest = latencies.maxRecorded
        let value = { (percentile: Double) in Int64(min(latencies.valueAtPercentile(percentile), longest)) }
        return BenchLatency(p50: value(50), p90: value(90), p99: value(99), max: Int64(longest))
    }
}
