import CrossCheck
import GnuTLSEngine
import IndependentValidator
import ServerIdentity
import VerdictMemory

/// The engines that judge in our contenders, and what the set is called in the table.
///
/// The one place where a variant with another set of engines is made.
public struct EngineSet: Sendable {
    /// `both engines`.
    public let name: String
    private let engines: [any VerificationEngine]
    private let crossCheck: CrossCheck
    private let isComparing: Bool

    init(_ name: String, _ engines: [any VerificationEngine]) {
        self.name = name
        self.engines = engines
        crossCheck = CrossCheck(engines: engines)
        isComparing = engines.count > 1
    }

    /// GnuTLS and the Swift validator, compared: what `countersign verify` asks.
    public static func both() -> EngineSet {
        EngineSet("both engines", [GnuTLSEngine(), SwiftValidator(version: "benchmark")])
    }
    /// Both engines, each behind a memory of its verdicts: what a run over many hosts, or many handshakes with one, asks.
    public static func remembering() -> EngineSet {
        EngineSet("both engines, remembered", [VerdictMemo(GnuTLSEngine()), VerdictMemo(SwiftValidator(version: "benchmark"))])
    }
    /// GnuTLS alone.
    public static func gnuTLS() -> EngineSet { EngineSet("GnuTLSEngine", [GnuTLSEngine()]) }
    /// The Swift validator alone.
    public static func swift() -> EngineSet { EngineSet("SwiftValidator", [SwiftValidator(version: "benchmark")]) }

    /// What any of the engines judges.
    var scope: Scope { engines.reduce([]) { $0.union($1.scope) } }

    /// Whether every engine accepts; with more than one, whether the answer is countersigned.
    func accepts(_ question: Question) -> Bool {
        if isComparing { return crossCheck.examine(question).isCountersigned }
        return engines.allSatisfy { $0.examine(question).verdict.isAccepted }
    }
}

/// What our contenders ask: everything but the chain, which each operation brings.
struct Asking: Sendable {
    let identity: ReferenceIdentity
    let anchors: TrustAnchorSet
    let instant: Instant

    func question(_ chain: CertificateChain) -> Question {
        Question(chain: chain, identity: identity, policy: .default, anchors: anchors, instant: instant)
    }
}
