import CrossCheck
import GnuTLSEngine
public import IndependentValidator
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

    /// GnuTLS and the Swift validator, compared, every chain as if none had been seen before.
    public static func both(_ decodedAnchors: DecodedAnchors = DecodedAnchors()) -> EngineSet {
        EngineSet("both engines", [GnuTLSEngine(), validator(remembering: 0, decodedAnchors)])
    }
    /// The same with a validator that keeps intermediates it has accepted: each leaf is new, its issuer is not. What
    /// `countersign verify` asks of a new host.
    public static func knowingIssuers() -> EngineSet {
        EngineSet("both engines, issuer known", [GnuTLSEngine(), validator()])
    }
    /// Both engines, each behind a memory of its verdicts: what a run over many hosts, or many handshakes with one,
    /// asks.
    public static func remembering() -> EngineSet {
        EngineSet("both engines, remembered", [VerdictMemo(GnuTLSEngine()), VerdictMemo(validator())])
    }
    /// GnuTLS alone.
    public static func gnuTLS() -> EngineSet { EngineSet("GnuTLSEngine", [GnuTLSEngine()]) }
    /// The Swift validator alone, every chain as if none had been seen before.
    public static func swift() -> EngineSet { EngineSet("SwiftValidator", [validator(remembering: 0)]) }
    /// The Swift validator alone, with the intermediates that it has accepted.
    public static func swiftKnowingIssuers() -> EngineSet { EngineSet("SwiftValidator, issuer known", [validator()]) }

    private static func validator(
        remembering intermediates: Int = PathLimits().rememberedIntermediates,
        _ decodedAnchors: DecodedAnchors = DecodedAnchors()
    ) -> SwiftValidator {
        var limits = PathLimits()
        limits.rememberedIntermediates = intermediates
        return SwiftValidator(version: "benchmark", limits: limits, decodedAnchors: decodedAnchors)
    }

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
