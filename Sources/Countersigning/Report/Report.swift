public import ServerIdentity

/// Everything there is to say about one target; the reports turn it into text.
public struct Report: Sendable {
    /// The target as it was given: `www.example.org:443`, or the name of a file; not escaped for printing.
    public let target: String
    /// What came of it.
    public let outcome: Outcome
    /// Which server of the lab it was, if any.
    public let labEntry: LabEntry?
    /// When it was tried; nil if unknown. A completed handshake carries its own moment.
    public let triedAt: Instant?

    /// Takes a target and what came of it.
    public init(target: String, outcome: Outcome, labEntry: LabEntry? = nil, triedAt: Instant? = nil) {
        self.target = target
        self.outcome = outcome
        self.labEntry = labEntry
        self.triedAt = triedAt
    }

    /// The code with which a run over this one target ends.
    public var exitStatus: ExitStatus { ExitStatus(of: outcome) }

    /// What the engines' answers come to; `undecided` where nobody could judge, as of a server that was not reached.
    public var conclusion: Conclusion { judgement?.conclusion ?? .undecided }

    /// What was judged; nil if the server was not reached or the input could not be used.
    public var judgement: Judgement? { if case .judged(let judgement) = outcome { judgement } else { nil } }

    /// What went wrong beside the verdict.
    public var warnings: [Warning] {
        (judgement?.keyDemand.firstUse?.remark).map { [.knownHosts($0)] } ?? []
    }
}

/// What came of a target.
public enum Outcome: Sendable {
    /// A chain was there and the engines were asked.
    case judged(Judgement)
    /// The server was not reached, or no TLS session came about.
    case failed(ProbeFailure)
    /// The target or its input could not be used; nothing was tried.
    case unusable(InputProblem)
}

/// A server of the lab, and whether it behaved as expected.
public struct LabEntry: Hashable, Sendable {
    /// The server's name: `expired-leaf`.
    public let name: String
    /// What it is, in one clause.
    public let summary: String
    /// What was expected, in the words of the lab: `accepted`, `refused: expired`.
    public let expected: String
    /// Whether it came as expected; the caller decides.
    public let isMet: Bool

    /// Takes a row of the lab.
    public init(name: String, summary: String, expected: String, isMet: Bool) {
        self.name = name
        self.summary = summary
        self.expected = expected
        self.isMet = isMet
    }
}
