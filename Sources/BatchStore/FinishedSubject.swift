/// One try at a subject.
public struct Attempt: Hashable, Sendable {
    /// When it began, RFC 3339.
    public var beganAt: String
    /// When it ended, RFC 3339.
    public var endedAt: String
    /// A short word for what came of it.
    public var outcome: String
    /// More, for people.
    public var detail: String?

    /// One try.
    public init(beganAt: String, endedAt: String, outcome: String, detail: String? = nil) {
        self.beganAt = beganAt
        self.endedAt = endedAt
        self.outcome = outcome
        self.detail = detail
    }
}

/// A subject's final record, with all that led to it.
public struct FinishedSubject: Hashable, Sendable {
    /// Which subject.
    public var subject: SubjectID
    /// The tries, in order; the last one led to the record. None for a line that can't be used.
    public var attempts: [Attempt]
    /// The record's exit code.
    public var exitCode: Int
    /// The record's class.
    public var recordClass: String
    /// The record's members that are the same for all lines that ask this. A store doesn't look into them.
    public var body: [UInt8]
    /// The certificates of the chain, leaf first.
    public var chain: [DigestedOctets]
    /// The stapled OCSP response.
    public var staple: DigestedOctets?

    /// A final record.
    public init(
        subject: SubjectID, attempts: [Attempt], exitCode: Int, recordClass: String, body: [UInt8],
        chain: [DigestedOctets] = [], staple: DigestedOctets? = nil
    ) {
        self.subject = subject
        self.attempts = attempts
        self.exitCode = exitCode
        self.recordClass = recordClass
        self.body = body
        self.chain = chain
        self.staple = staple
    }
}
