public import ServerIdentity

/// Everything there is to say about one target; the reports turn it into text.
public struct Report: Sendable {
    /// The target as it was given: `www.example.org:443`, or the name of a file.
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

/// Why a target or its input could not be used.
public struct InputProblem: Error, Hashable, Sendable {
    /// Which kind of problem; decides the exit code.
    public let code: Code
    /// One sentence that names the argument, file or line.
    public let text: String

    /// Takes a problem.
    public init(code: Code, text: String) {
        self.code = code
        self.text = text
    }

    /// The kinds of problems, after sysexits.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// An argument or a line that names no target; exit 64.
        case usage
        /// A file that can't be read or holds nothing usable; exit 66.
        case inputUnreadable = "input_unreadable"
        /// A fault of the program itself; exit 70.
        case internalError = "internal"
        /// An output that can't be created; exit 73.
        case cannotCreateOutput = "cannot_create_output"
        /// Reading or writing broke off; exit 74.
        case inputOutput = "io"
    }
}
