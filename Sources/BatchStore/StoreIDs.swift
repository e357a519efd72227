/// A run of a store. Only the store that gave it knows it.
public struct RunID: RawRepresentable, Hashable, Sendable {
    /// `run.id` of the database.
    public let rawValue: Int64

    /// Names a run by its `run.id`.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A question of a store. Only the store that gave it knows it.
public struct SubjectID: RawRepresentable, Hashable, Sendable {
    /// `subject.id` of the database.
    public let rawValue: Int64

    /// Names a subject by its `subject.id`.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Settings of a store. Only the store that gave it knows it.
public struct SettingsID: RawRepresentable, Hashable, Sendable {
    /// `settings.id` of the database.
    public let rawValue: Int64

    /// Names settings by their `settings.id`.
    public init(rawValue: Int64) { self.rawValue = rawValue }
}
