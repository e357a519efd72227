public import ServerIdentity

/// One case of a suite, ready to be put to an engine.
public struct SuiteCase: Sendable {
    /// The case's name in its suite; a made one (`#12`) where that can't be read.
    public let id: String
    /// The namespace or section that it is counted under.
    public let group: String
    /// What the suite expects of a sound verifier: acceptance or not; nil where that can't be read.
    public let isAcceptanceExpected: Bool?
    /// What to do with it.
    public let task: Task

    /// What to do with a case.
    public enum Task: Sendable {
        /// Ask an engine.
        case ask(SuiteQuestion)
        /// The answer does not need an engine: nobody is asked to verify a name that names no server.
        case refuse(reason: String)
        /// It asks for something that can't be put to any engine here.
        case skip(reason: String)
        /// The case itself is damaged: which one, where, and which field.
        case unusable(reason: String)
    }
}

/// What a case asks an engine.
public struct SuiteQuestion: Sendable {
    /// Everything about the chain.
    public let subject: ChainQuestion
    /// Whom the leaf must name; nil where the case judges the path alone.
    public let identity: ReferenceIdentity?
    /// As of when.
    public let instant: Instant
}

/// What came of a case.
public enum SuiteOutcome: Hashable, Sendable {
    /// The engine accepts.
    case accepted
    /// It does not, and why: a refusal, or that it could not judge.
    case refused(context: String)
    /// The case was not put to the engine.
    case skipped(context: String)
    /// The case is damaged.
    case unusable(context: String)
}

/// What came of a case, beside what was expected.
public struct SuiteResult: Hashable, Sendable {
    /// The case's name.
    public let id: String
    /// What it is counted under.
    public let group: String
    /// What the suite expects; nil where that can't be read.
    public let isAcceptanceExpected: Bool?
    /// What came of it.
    public let outcome: SuiteOutcome

    /// Takes a case and what came of it.
    public init(_ suiteCase: SuiteCase, _ outcome: SuiteOutcome) {
        id = suiteCase.id
        group = suiteCase.group
        isAcceptanceExpected = suiteCase.isAcceptanceExpected
        self.outcome = outcome
    }
}
