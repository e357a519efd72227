/// What a subject is.
public struct SubjectKind: RawRepresentable, Hashable, Sendable {
    /// The word of the database.
    public let rawValue: String

    /// Names a kind by the word of the database.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// A server to connect to.
    public static let target = SubjectKind(rawValue: "target")
    /// A stored chain.
    public static let chain = SubjectKind(rawValue: "chain")
    /// A line that can't be used. Its key has to be its own.
    public static let unusable = SubjectKind(rawValue: "unusable")
}

/// What is asked: one for all lines that ask the same.
public struct Subject: Hashable, Sendable {
    /// What makes two lines the same question: 32 octets of the caller's choice, usually a SHA-256. Where every line is
    /// to be asked, the line's number goes into it.
    public var key: [UInt8]
    /// What is asked, for people.
    public var text: String
    /// What it is.
    public var kind: SubjectKind

    /// A question.
    public init(key: [UInt8], text: String, kind: SubjectKind) {
        self.key = key
        self.text = text
        self.kind = kind
    }
}

/// A line of the input.
public struct NewLine: Hashable, Sendable {
    /// Its number in the input; the first is 1. A run over one shard has gaps.
    public var number: Int
    /// The line as given.
    public var text: [UInt8]
    /// The member `id` of a question line.
    public var questionID: String?
    /// What it asks.
    public var subject: Subject

    /// A line of the input.
    public init(number: Int, text: [UInt8], questionID: String? = nil, subject: Subject) {
        self.number = number
        self.text = text
        self.questionID = questionID
        self.subject = subject
    }
}

/// What a store knows of a line that was added.
public struct LineState: Hashable, Sendable {
    /// The line.
    public var number: Int
    /// What it asks.
    public var subject: SubjectID
    /// No run had read it before.
    public var isNew: Bool
    /// The line that brought the subject into the store: itself, or the one it repeats.
    public var firstLine: Int
    /// The subject has its final record.
    public var isRecorded: Bool

    /// It is to be asked: no final record yet, and no other line asks the same.
    public var mustBeAsked: Bool { !isRecorded && firstLine == number }
}

/// A subject without a final record.
public struct PendingSubject: Hashable, Sendable {
    /// Which.
    public var id: SubjectID
    /// What is asked.
    public var subject: Subject
    /// The line that brought it into the store.
    public var firstLine: Int
    /// That line as given.
    public var text: [UInt8]
    /// The member `id` of that line.
    public var questionID: String?
}
