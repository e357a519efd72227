/// A line with its final record.
public struct RecordedLine: Hashable, Sendable {
    /// Its number in the input.
    public var number: Int
    /// The line as given.
    public var text: [UInt8]
    /// The member `id` of a question line.
    public var questionID: String?
    /// What it asks.
    public var subject: SubjectID
    /// The line that brought the subject into the store, where that is another one.
    public var duplicateOf: Int?
    /// The record's exit code.
    public var exitCode: Int
    /// The record's class.
    public var recordClass: String
    /// The record's members, as they were given.
    public var body: [UInt8]
    /// What the record was made under.
    public var settings: SettingsID
}

/// All octets that a record's verdict rests on: enough to ask the same again.
public struct StoredEvidence: Hashable, Sendable {
    /// The certificates of the chain, leaf first.
    public var chain: [[UInt8]]
    /// The stapled OCSP response.
    public var staple: [UInt8]?
    /// What the record was made under.
    public var settings: StoredSettings
    /// The anchors of the settings, in order.
    public var anchors: [StoredAnchor]
    /// The CRLs of the settings, in order.
    public var crls: [[UInt8]]
}

/// How much a store holds.
public struct StoreCounts: Hashable, Sendable {
    /// Lines and final records of one kind: a record stands for each line that asks the same.
    public struct Tally: Hashable, Sendable {
        /// Lines that have such a record.
        public var lines = 0
        /// Such records.
        public var records = 0

        /// Of nothing, or of as many.
        public init(lines: Int = 0, records: Int = 0) {
            self.lines = lines
            self.records = records
        }
    }

    /// Lines that were read.
    public var lines = 0
    /// Subjects: lines that ask the same have one.
    public var subjects = 0
    /// All final records, and the lines that have one.
    public var recorded = Tally()
    /// The same by exit code.
    public var byExitCode: [Int: Tally] = [:]
    /// The same by class.
    public var byClass: [String: Tally] = [:]

    /// Of an empty store.
    public init() {}
}
