import Foundation

/// A file that is replaced as a whole: whoever reads it, or whatever ends the writer, sees the old contents or the new
/// ones.
///
/// A file beside it takes the octets and is synchronized, then takes the old one's name and permissions, then the
/// directory is synchronized. A writer that is killed may leave that file, hidden, in the directory. A link is
/// followed; a pipe or a device is written to as it is.
public enum ReplacedFile {
    /// Writes a text in place of what was there.
    ///
    /// - Throws: `FileProblem` if there can't be such a file, or writing breaks off; what was there before is still
    ///   there then.
    public static func write(_ text: String, to path: String) throws(FileProblem) {
        switch DiskFiles().kind(of: path) {
        case .file, .missing: break
        case .directory: throw FileProblem(.create, path: path, reason: "Is a directory")
        case .pipe, .other: return try OutputFile.write(text, to: path)
        }
        let url = URL(fileURLWithPath: DiskFiles.resolved(path))
        let directory = url.deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: directory) else {
            let isThere = FileManager.default.fileExists(atPath: directory)
            let reason = isThere ? "its directory can't be written to" : "there is no such directory"
            throw FileProblem(.create, path: path, reason: reason)
        }
        // Foundation's atomic writing on Linux: a new file in the same directory, write, fsync, the old one's mode,
        // rename.
        do { try Data(text.utf8).write(to: url, options: .atomic) } catch {
            throw FileProblem(.write, path: path, reason: error.localizedDescription)
        }
        // Some file systems can't; the file is complete all the same.
        if let handle = FileHandle(forReadingAtPath: directory) {
            try? handle.synchronize()
            try? handle.close()
        }
    }
}
