/// Somebody who reads files: the file system of this machine (`DiskFiles`), or a dictionary in tests.
public protocol FileSource: Sendable {
    /// What a path leads to; symbolic links are followed.
    func kind(of path: String) -> FileKind
    /// All octets of a file.
    ///
    /// - Throws: `FileProblem` if it can't be opened or read, is no regular file or pipe, or holds more than `limit`
    ///   octets.
    func read(_ path: String, limit: Int) throws(FileProblem) -> [UInt8]
    /// The names in a directory, in any order, without `.` and `..`.
    func list(_ directory: String) throws(FileProblem) -> [String]
}

/// What a path leads to.
public enum FileKind: Hashable, Sendable {
    /// A regular file.
    case file
    /// A pipe, which may keep a reader waiting: read where it was named, never because it lies in a directory.
    case pipe
    /// A directory.
    case directory
    /// Nothing, or a link to nothing.
    case missing
    /// A socket, a device, or something that can't be looked at.
    case other

    /// Why nothing can be read there, in the system's words; nil for what can be read.
    public var unreadable: String? {
        switch self {
        case .file, .pipe: nil
        case .missing: "No such file or directory"
        case .directory: "Is a directory"
        case .other: "Not a regular file or pipe"
        }
    }
}

/// Why a file can't be read, written or locked.
public struct FileProblem: Error, Hashable, Sendable {
    /// What was tried.
    public let attempt: Attempt
    /// The path as it was given; `-` for standard input.
    public let path: String
    /// The reason, in the system's words where it has some: `No such file or directory`.
    public let reason: String

    /// What was tried, and how far it came.
    public enum Attempt: Hashable, Sendable {
        /// The file can't be read, or not as what it should be.
        case read
        /// Reading broke off.
        case readOn
        /// There can't be such a file to write to.
        case create
        /// Writing broke off.
        case write
        /// There can't be such a lock.
        case createLock
        /// The lock could not be had.
        case lock
    }

    /// Takes what was tried, a path and the reason.
    public init(_ attempt: Attempt = .read, path: String, reason: String) {
        self.attempt = attempt
        self.path = path
        self.reason = reason
    }
}
