import Foundation
import GnuTLSEngine
import IndependentValidator
import ServerIdentity
import TestKit
import Testing

#if OpenSSL
import OpenSSLEngine
#endif

/// Chains that are sound, of all shapes: the validator accepts each, no difference is unexplained, and a library
/// refuses only for a reason of `SoundChainReason`.
@Suite("Sound chains")
struct SoundChainsTests {
    /// What takes half a minute in a debug build; `COUNTERSIGN_SOUND_CHAINS` is another number (.ci/long), and
    /// `COUNTERSIGN_SEED` another sequence.
    private static let chains =
        ProcessInfo.processInfo.environment["COUNTERSIGN_SOUND_CHAINS"].flatMap { Int($0) } ?? 1_500
    /// From this number on a run must have made every kind of chain.
    private static let enoughForAll = 1_500
    private static let shownFailures = 5

    private static var engines: [any VerificationEngine] {
        #if OpenSSL
        [SwiftValidator(version: "test"), GnuTLSEngine(), OpenSSLEngine()]
        #else
        [SwiftValidator(version: "test"), GnuTLSEngine()]
        #endif
    }

    @Test func `every sound chain is accepted, and refused by a library for a known reason only`() throws {
        let random = SeededGenerator.printed(for: "SoundChainsTests", usually: 5280)
        var generator = try SoundChainGenerator(random)
        let engines = Self.engines
        var tally = SoundChainTally()
        for number in 0..<Self.chains {
            let chain = try generator.next()
            let outcome = try SoundChainOutcome(chain, engines)
            tally.add(chain, outcome)
            for failure in outcome.failures {
                tally.failures += 1
                if tally.failures > Self.shownFailures { continue }
                let features = chain.features.map(\.rawValue).sorted().joined(separator: " ")
                Issue.record("seed \(random.seed), chain \(number): \(failure)\n\(features)\n\(chain.line)")
            }
        }
        print("SoundChainsTests: \(Self.chains) chains, \(tally.failures) failures\n\(tally)")
        #expect(tally.failures == 0)
        if Self.chains >= Self.enoughForAll { #expect(tally.missing.isEmpty, "no chain was made with these") }
    }
}
