/// A run that begins.
public struct NewRun: Hashable, Sendable {
    /// The command as given, for people.
    public var command: String
    /// Where the lines come from, for people.
    public var input: String
    /// Which shard of the input, as `I/N`; nil for all of it.
    public var shard: String?
    /// When it began, RFC 3339. A store reads no clock.
    public var startedAt: String

    /// A run that begins.
    public init(command: String, input: String, shard: String? = nil, startedAt: String) {
        self.command = command
        self.input = input
        self.shard = shard
        self.startedAt = startedAt
    }
}

/// How a run stands.
public struct RunState: RawRepresentable, Hashable, Sendable {
    /// The word of the database.
    public let rawValue: String

    /// Names a state by the word of the database.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// It goes on; or it was killed, and no run came after it.
    public static let running = RunState(rawValue: "running")
    /// It came to its end, and each line of the store had its record then.
    public static let complete = RunState(rawValue: "complete")
    /// It ended by itself before that, and can be resumed.
    public static let stopped = RunState(rawValue: "stopped")
    /// It ended without having said so, as the next run found: killed, or the power failed.
    public static let killed = RunState(rawValue: "killed")
}

/// A run as a store has it.
public struct StoredRun: Hashable, Sendable {
    /// Which.
    public var id: RunID
    /// What it ran under.
    public var settings: SettingsID
    /// What it began with.
    public var run: NewRun
    /// When it ended, RFC 3339; nil for one that goes on or was killed.
    public var endedAt: String?
    /// How it stands.
    public var state: RunState
    /// How many lines it had read when it ended; nil for one that goes on or was killed.
    public var linesRead: Int?
}

/// Whether each line has its record.
public struct Completion: Hashable, Sendable {
    /// Lines of the store.
    public var lines: Int
    /// Those of them that have their record.
    public var recordedLines: Int

    /// N in, N out.
    public var isComplete: Bool { lines == recordedLines }
}
