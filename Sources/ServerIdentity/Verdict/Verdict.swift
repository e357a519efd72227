/// An engine's answer to a question. Nothing becomes `accepted` by default or by omission.
public enum Verdict: Hashable, Sendable {
    /// Everything in the engine's scope holds, along this path: DER, leaf first, trust anchor last where the engine
    /// found it.
    case accepted(path: [CertificateDER])
    /// Something does not hold; at least one finding.
    case refused([Finding])
    /// The engine could not judge; this is no acceptance.
    case undecided(reason: String)

    /// Whether the verdict is an acceptance.
    public var isAccepted: Bool {
        if case .accepted = self { true } else { false }
    }

    /// Whether the engine could judge at all.
    public var isDecided: Bool {
        if case .undecided = self { false } else { true }
    }

    /// The reasons of a refusal; none for the other verdicts.
    public var findings: [Finding] {
        if case .refused(let findings) = self { findings } else { [] }
    }

    /// `accepted`, `refused` or `undecided`: the word of the JSON record.
    public var word: String {
        switch self {
        case .accepted: "accepted"
        case .refused: "refused"
        case .undecided: "undecided"
        }
    }
}
