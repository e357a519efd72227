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
            let subject = ChainQuestion(chain: chain, policy: policy, anchors: anchors, crls: crls, staple: staple)
            let judged = made.judge(subject, at: instant)
            let answer =
                named ? MadeAuthority.identity.map(judged.answer(for:)) ?? judged.answerWithoutName() : judged.answerWithoutName()
            try requireSound(answer)
            if answers.isEmpty {
                let again = made.judge(subject, at: instant).answerWithoutName()
                let once = judged.answerWithoutName()
                try require(once.verdict == again.verdict && once.notes == again.notes, "judged twice, answered differently")
            }
            answers.append(answer)
        }
        return answers
    }
}
