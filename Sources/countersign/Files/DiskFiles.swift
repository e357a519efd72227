import Foundation
import TrustAnchors

/// The file system of this machine.
struct DiskFiles: FileSource {
    func kind(of path: String) -> FileKind {
        switch Self.type(of: path) {
        case .typeRegular: .file
        case .typeDirectory: .directory
        case .typeUnknown: .pipe  // a named one
        // What is left of /dev/fd/63, as in <(…): a link to something without a name. Opening it will tell.
        case .typeSymbolicLink, nil: FileManager.default.fileExists(atPath: path) ? .pipe : .missing
        default: .other
        }
    }

    func read(_ path: String, limit: Int) throws(FileProblem) -> [UInt8] {
        switch kind(of: path) {
        case .missing: throw FileProblem(path: path, reason: "No such file or directory")
        case .directory: throw FileProblem(path: path, reason: "Is a directory")
        case .other: throw FileProblem(path: path, reason: "Not a regular file or pipe")
        case .file, .pipe: break
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            let readable = FileManager.default.isReadableFile(atPath: path)
            throw FileProblem(path: path, reason: readable ? "Can't be opened" : "Permission denied")
        }
        defer { try? handle.close() }
        let data: Data?
        do { data = try handle.read(upToCount: limit + 1) } catch {
            throw FileProblem(path: path, reason: "\(error.localizedDescription)")
        }
        let octets = [UInt8](data ?? Data())
        if octets.count > limit { throw FileProblem(path: path, reason: "larger than the limit of \(limit) octets") }
        return octets
    }

    func list(_ directory: String) throws(FileProblem) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: directory) } catch {
            let exists = FileManager.default.fileExists(atPath: directory)
            throw FileProblem(path: directory, reason: exists ? "Can't be listed" : "No such file or directory")
        }
    }

    /// Whether a path leads to a regular file, which never keeps a reader waiting.
    static func isRegular(_ path: String) -> Bool { type(of: path) == .typeRegular }

    /// Links are followed: the type is that of what they lead to. Nil if there is nothing to look at.
    private static func type(of path: String) -> FileAttributeType? {
        let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return try? FileManager.default.attributesOfItem(atPath: resolved)[.type] as? FileAttributeType
    }
}
