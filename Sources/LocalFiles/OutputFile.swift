import Foundation

/// A file that an answer is written to. What is at the path stays what it is: a link is followed, a pipe or a device is
/// written to, and a file keeps its permissions.
public enum OutputFile {
    /// Writes a text in place of a file's contents, or to a pipe or device.
    ///
    /// - Throws: `FileProblem`: `create` if the file can't be made or opened, `write` if writing breaks off.
    public static func write(_ text: String, to path: String) throws(FileProblem) {
        if !FileManager.default.fileExists(atPath: path) {
            guard NewFileMode.everybody.create(DiskFiles.resolved(path)) else {
                throw FileProblem(.create, path: path, reason: "its directory is missing or can't be written to")
            }
        }
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw FileProblem(.create, path: path, reason: "it can't be opened for writing")
        }
        defer { try? handle.close() }
        do {
            if DiskFiles().kind(of: path) == .file { try? handle.truncate(atOffset: 0) }  // a pipe has no length
            try handle.write(contentsOf: Data(text.utf8))
        } catch {
            throw FileProblem(.write, path: path, reason: error.localizedDescription)
        }
    }
}
