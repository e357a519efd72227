import Countersigning
import CrossCheck
import HandshakeProbe
import NIOCore
import ServerIdentity

/// One handshake and its judgement, as every lane of a row does them.
struct BenchWork: Sendable {
    /// The server, for timed handshakes at the one address that was resolved, looked at and tried.
    let target: Target
    /// Whom the server must be.
    let identity: ReferenceIdentity
    let examiner: Examiner
    let instant: @Sendable () -> Instant
    let threads: ProbeThreads
    let probe: HandshakeProbe

    /// The same, at one address.
    func at(_ address: String) -> BenchWork {
        BenchWork(
            target: target.at(address), identity: identity, examiner: examiner, instant: instant, threads: threads, probe: probe)
    }

    func examine(_ observation: Observation) -> Examination {
        examiner.examine(observation.chain, for: identity, at: instant(), staple: observation.staple)
    }
}

extension Examination {
    /// Whether every engine that was asked accepted; that is also acceptance by the only one.
    var isAcceptedByAll: Bool { !answers.isEmpty && answers.allSatisfy(\.verdict.isAccepted) }
}
