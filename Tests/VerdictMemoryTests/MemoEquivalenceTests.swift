import Foundation
import GnuTLSEngine
import IndependentValidator
import ServerIdentity
import Testing
import TestKit

@testable import VerdictMemory

/// What the memo says is what the engine says, whatever was asked before.
@Suite("VerdictMemo says what the engine says")
struct MemoEquivalenceTests {
    private let pki: MemoryPKI

    init() throws { pki = try MemoryPKI.shared.get() }

    /// Fewer where a sanitizer makes each of them slow.
    private static let sequences = ProcessInfo.processInfo.environment["COUNTERSIGN_MEMO_SEQUENCES"].flatMap { Int($0) } ?? 2_000
    private static let longest = 12

    @Test func `GnuTLS: random sequences of questions`() throws { try compare(GnuTLSEngine()) }

    @Test func `Swift: random sequences of questions`() throws { try compare(SwiftValidator(version: "test")) }

    /// Small memos take part in two thirds of the sequences, so that entries are forgotten in the middle.
    private func compare(_ engine: some ChainEngine) throws {
        var generator = SeededGenerator.printed(for: "MemoEquivalenceTests, \(engine.identity.id)")
        var own: [Place: Said] = [:]
        var hits = 0
        for sequence in 0..<Self.sequences {
            var limits = MemoLimits()
            if sequence.isMultiple(of: 2) { limits.entries = 4 }
            if sequence.isMultiple(of: 3) { limits.inputSets = 2 }
            let memo = VerdictMemo(engine, limits: limits)
            for _ in 0..<Int.random(in: 2...Self.longest, using: &generator) {
                let place = Place(in: pki, &generator)
                let question = place.question(pki)
                let remembered = Said(memo.examine(question))
                // The engine is asked itself, once for each place: the same question has the same answer.
                let expected = own[place] ?? Said(engine.examine(question))
                own[place] = expected
                try #require(remembered == expected, "seed \(generator.seed), sequence \(sequence), \(place)")
            }
            hits += memo.counts.hits
        }
        // A memo that remembered nothing would pass as well.
        #expect(hits > Self.sequences / 2)
    }

    /// A question by its places in the lists of the PKI.
    private struct Place: Hashable {
        let chain: Int
        let anchors: Int
        let identity: Int
        let instant: Int
        let isLegacy: Bool
        let crls: Int

        /// Few chains and neighbouring instants in one sequence would be nicer to the memo than life is; half of the
        /// draws are.
        init(in pki: MemoryPKI, _ generator: inout SeededGenerator) {
            let isFavourite = Bool.random(using: &generator)
            chain = isFavourite ? 0 : Int.random(in: pki.chains.indices, using: &generator)
            anchors = isFavourite ? 0 : Int.random(in: pki.anchorSets.indices, using: &generator)
            identity = Int.random(in: pki.identities.indices, using: &generator)
            instant = Int.random(in: pki.instants.indices, using: &generator)
            isLegacy = isFavourite ? false : Bool.random(using: &generator)
            crls = isFavourite ? 0 : Int.random(in: pki.crlSets.indices, using: &generator)
        }

        func question(_ pki: MemoryPKI) -> Question {
            Question(
                chain: pki.chains[chain], identity: pki.identities[identity], policy: isLegacy ? .legacy : .default,
                anchors: pki.anchorSets[anchors], revocation: RevocationEvidence(crls: pki.crlSets[crls]),
                instant: pki.instants[instant])
        }
    }

    /// An answer without how it was come by.
    private struct Said: Equatable {
        let verdict: Verdict
        let notes: [Finding]
        let trace: [VerificationStep]
        let scope: Scope

        init(_ answer: EngineAnswer) {
            verdict = answer.verdict
            notes = answer.notes
            trace = answer.trace
            scope = answer.scope
        }
    }
}
