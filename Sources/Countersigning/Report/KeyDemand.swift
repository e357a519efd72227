public import ServerIdentity

/// What the caller demands of the server's key beside everything that engines judge, and what came of it.
///
/// A pin, or the key that a host showed first, is the caller's own knowledge: no engine's opinion, and no part of their
/// agreement. It can only refuse.
public struct KeyDemand: Sendable {
    /// The pins, one of which the leaf's key must match; empty for none.
    public let pins: [PublicKeyPin]
    /// What is recorded of the host; nil where nobody asked.
    public let firstUse: FirstUse?
    /// What is not met.
    public let findings: [Finding]

    /// Takes the demands and what is not met of them.
    public init(pins: [PublicKeyPin] = [], firstUse: FirstUse? = nil, findings: [Finding] = []) {
        self.pins = pins
        self.firstUse = firstUse
        self.findings = findings
    }

    /// Nothing demanded.
    public static let none = KeyDemand()
}

/// What a file of known hosts says of a host, and what became of it.
public struct FirstUse: Sendable {
    /// The host and port that it is known by.
    public let host: String
    /// The file.
    public let file: String
    /// What came of the look-up.
    public let outcome: Outcome
    /// The entry that decided; nil where the host is not known.
    public let entry: Entry?
    /// Why the file could not be used, in one clause; nil unless it could not (`Outcome.failed`).
    public let problem: String?
    /// Whether the file can't be made or replaced: its exit code is 73, not 74.
    public let isUnwritable: Bool
    /// One sentence that names file and host, where the host could not be looked up or recorded; nil otherwise.
    public let remark: String?

    /// Takes the outcome.
    public init(
        host: String, file: String, outcome: Outcome, entry: Entry?, problem: String? = nil,
        isUnwritable: Bool = false, remark: String? = nil
    ) {
        self.isUnwritable = isUnwritable
        self.problem = problem
        self.remark = remark ?? problem
        self.host = host
        self.file = file
        self.outcome = outcome
        self.entry = entry
    }

    /// What came of the look-up.
    public enum Outcome: String, CaseIterable, Sendable {
        /// The host was not known, was accepted, and is from now on.
        case recorded
        /// The host showed a key that is recorded.
        case known
        /// The host showed another key than those that are recorded.
        case changed
        /// The host was not known, and was refused for another reason: nothing was recorded.
        case unrecorded
        /// The host was not known and was accepted, and the file is too large for another line: nothing was recorded.
        /// The exit code is 73, not 0.
        case full
        /// The file could not be read, locked or written: whether the key is another one than before may be unknown.
        /// The exit code is 74, not 0; 73 where the file can't be made or replaced.
        case failed
    }

    /// A line of the file.
    public struct Entry: Sendable {
        /// Its number, from 1.
        public let line: Int
        /// The key that the host showed.
        public let pin: PublicKeyPin
        /// When it was recorded.
        public let firstSeen: Instant
        /// What the recorded certificate says of itself; nil where none is recorded.
        public let facts: CertificateFacts?

        /// Takes a line.
        public init(line: Int, pin: PublicKeyPin, firstSeen: Instant, facts: CertificateFacts?) {
            self.line = line
            self.pin = pin
            self.firstSeen = firstSeen
            self.facts = facts
        }
    }
}
