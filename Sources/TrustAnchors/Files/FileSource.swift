/// Somebody who reads files. This module opens none by itself: the command hands in the file system, tests a dictionary.
public protocol FileSource: Sendable {
    /// What a path leads to; symbolic links are followed.
    func kind(of path: String) -> FileKind
    /// All octets of a file.
    ///
    /// - Throws: `FileProblem` if it can't be opened or read, is no regular file or pipe, or holds more than `limit` octets.
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
}

/// Why a file gives no octets.
public struct FileProblem: Error, Hashable, Sendable {
    /// The path as it was given.
    public let path: String
    /// The reason in the system's words: `No such file or directory`.
    public let reason: String

    /// Takes a path and the reason.
    public init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}
