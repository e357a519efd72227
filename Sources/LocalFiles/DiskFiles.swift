public import Foundation

/// The file system of this machine.
public struct DiskFiles: FileSource {
    /// Opens nothing yet.
    public init() {}

    /// What a path leads to; symbolic links are followed.
    public func kind(of path: String) -> FileKind {
        switch Self.type(of: path) {
        case .typeRegular: .file
        case .typeDirectory: .directory
        case .typeUnknown: .pipe  // a named one
        // What is left of /dev/fd/63, as in <(…): a link to something without a name. Opening it will tell.
        case .typeSymbolicLink, nil: FileManager.default.fileExists(atPath: path) ? .pipe : .missing
        default: .other
        }
    }

    /// All octets of a file, if they are at most `limit`.
    public func read(_ path: String, limit: Int) throws(FileProblem) -> [UInt8] {
        let handle = try open(path)
        defer { try? handle.close() }
        let data: Data?
        do { data = try handle.read(upToCount: limit + 1) } catch {
            throw FileProblem(path: path, reason: error.localizedDescription)
        }
        let octets = [UInt8](data ?? Data())
        if octets.count > limit { throw FileProblem(path: path, reason: "larger than the limit of \(limit) octets") }
        return octets
    }

    /// The names in a directory, in any order.
    public func list(_ directory: String) throws(FileProblem) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: directory) } catch {
            let exists = FileManager.default.fileExists(atPath: directory)
            throw FileProblem(path: directory, reason: exists ? "Can't be listed" : "No such file or directory")
        }
    }

    /// Opens a regular file or a pipe for reading; `-` is standard input.
    func open(_ path: String) throws(FileProblem) -> FileHandle {
        if path == "-" { return .standardInput }
        if let reason = kind(of: path).unreadable { throw FileProblem(path: path, reason: reason) }
        if let handle = FileHandle(forReadingAtPath: path) { return handle }
        let isReadable = FileManager.default.isReadableFile(atPath: path)
        throw FileProblem(path: path, reason: isReadable ? "Can't be opened" : "Permission denied")
    }

    /// Whether a path leads to a regular file, which never keeps a reader waiting.
    public static func isRegular(_ path: String) -> Bool { type(of: path) == .typeRegular }

    /// When what a path leads to was last written; nil if there is nothing to look at.
    public static func modified(_ path: String) -> Date? {
        try? FileManager.default.attributesOfItem(atPath: resolved(path))[.modificationDate] as? Date
    }

    /// Whether two paths are one file, links followed, be it there or not; also two names of one file in the
    /// directories.
    public static func isSame(_ first: String, _ second: String) -> Bool {
        let (one, other) = (resolved(first), resolved(second))
        if one == other { return true }
        func number(_ path: String) -> [NSNumber]? {
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
                let device = attributes[.systemNumber] as? NSNumber, let file = attributes[.systemFileNumber] as? NSNumber
            else { return nil }
            return [device, file]
        }
        return number(one).map { $0 == number(other) } ?? false
    }

    /// More links after one another go in a circle; Linux gives up here too.
    private static let maximumLinks = 40

    /// Where links lead to, be anything there or not.
    static func isLink(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return attributes?[.type] as? FileAttributeType == .typeSymbolicLink
    }

    /// The real name of a file, also of one that is not there yet; a link where there are too many.
    static func resolved(_ path: String) -> String {
        var url = URL(fileURLWithPath: path).standardizedFileURL
        for _ in 0..<maximumLinks {
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: url.path) else { break }
            url = URL(fileURLWithPath: target, relativeTo: url.deletingLastPathComponent()).standardizedFileURL
        }
        let directory = url.deletingLastPathComponent().resolvingSymlinksInPath()
        return directory.appendingPathComponent(url.lastPathComponent).path
    }

    /// Links are followed: the type is that of what they lead to. Nil if there is nothing to look at.
    private static func type(of path: String) -> FileAttributeType? {
        try? FileManager.default.attributesOfItem(atPath: resolved(path))[.type] as? FileAttributeType
    }
}
