import IndependentValidator
import ServerIdentity

/// The validator, asked by every preset.
enum SwiftEngine {
    static let made = SwiftValidator(version: "fuzz", publicSuffixes: NoSuffixes())

    /// No name is registry-controlled, so that wildcards are decided.
    private struct NoSuffixes: PublicSuffixes {
        func isPublicSuffix(_ domain: String) -> Bool { false }
    }

    /// The answers of presets to one question, each found sound; the first preset is asked twice.
    static func answers(
        _ chain: [CertificateDER], anchors: TrustAnchorSet?, lists: [[UInt8]] = [], staple: StapledResponse = .unknown,
        revocation: RevocationRequirement = .wherever, policies: [Policy] = Policy.presets, named: Bool = true,
        at instant: Instant = MadeAuthority.instant
    ) throws(BrokenInvariant) -> [EngineAnswer] {
        guard let anchors, let chain = try? CertificateChain(chain) else { return [] }
        let crls = lists.isEmpty ? CRLSet.none : CRLSet(lists.map { CRLDER($0, origin: "fuzz") }, source: "fuzz")
        var answers: [EngineAnswer] = []
        for preset in policies {
            var policy = preset
            policy.revocation = revocation
            let subject = ChainQuestion(
                chain: chain, policy: policy, anchors: anchors, revocation: RevocationEvidence(crls: crls, staple: staple))
            let judged = made.judge(subject, at: instant)
            let answer =
                named ? MadeAuthority.identity.map(judged.answer(for:)) ?? judged.answerWithoutName() : judged.answerWithoutName()
            try requireSound(answer)
            if answers.isEmpty { try requireSameAnswer(subject, judged, at: instant) }
            answers.append(answer)
        }
        return answers
    }

    /// Asked again, at the same instant and at the ends of the period for which the answer may be remembered.
    private static func requireSameAnswer(_ subject: ChainQuestion, _ judged: any JudgedChain, at instant: Instant)
        throws(BrokenInvariant)
    {
        let once = judged.answerWithoutName()
        var instants = [instant]
        if let period = judged.unchangingPeriod {
            try require(period.contains(instant), "an unchanging period that does not hold the instant")
            instants = [period.after.secondsSinceEpoch + 1, period.before.secondsSinceEpoch - 1].compactMap {
                Instant(secondsSinceEpoch: $0)
            }
        }
        for other in instants {
            let again = made.judge(subject, at: other).answerWithoutName()
            try require(
                once.verdict == again.verdict && once.notes == again.notes,
                "judged twice: \(once.verdict), \(once.notes) at \(instant), \(again.verdict), \(again.notes) at \(other)")
        }
    }
}
