import Countersigning
import CrossCheck
import NIOCore
import ServerIdentity

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
    private var latencies = LatencyHistogram()

    mutating func accepted(_ observation: Observation, begun: NIODeadline, ended: NIODeadline) {
        handshakes += 1
        if observation.isResumed { resumed += 1 }
        if tls == nil { tls = observation.tls }
        lastSuccess = ended
        latencies.record(ended - begun)
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
        latencies.merge(other.latencies)
    }

    /// The code of most failed probes: a server that goes away resets a handshake or two, and then refuses every
    /// connection. Nil if none failed.
    var commonFailure: ExitStatus? { failed.max { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }?.key }

    /// Nil if there was no handshake.
    var latency: BenchLatency? { handshakes == 0 ? nil : latencies.latency }
}
