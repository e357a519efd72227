import ArgumentParser
import Foundation
import ServerIdentity
import TrustAnchors
import VerdictReport

/// A file that is replaced as a whole: whoever reads it, or whatever ends the writer, sees the old contents or the new ones.
///
/// A file beside it takes the octets and is synchronized, then takes the old one's name and permissions, then the directory is synchronized. A
/// writer that is killed may leave that file, hidden, in the directory. A link is followed; a pipe or a device is written to as it is.
enum AtomicFile {
    /// Whether two paths are one file, links followed, be it there or not.
    static func isSame(_ first: String, _ second: String) -> Bool {
        func place(_ path: String) -> String {
            URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
        }
        return place(first) == place(second)
    }

    /// - Throws: `InputProblem` if there can't be such a file, or writing breaks off; what was there before is still there then. What
    ///   `OutputFile` throws, for a pipe or a device.
    static func write(_ text: String, to path: String) throws {
        let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        switch DiskFiles().kind(of: path) {
        case .file, .missing: break
        case .directory: throw InputProblem(code: .cannotCreateOutput, text: "can't write \(EscapedText(path)): Is a directory")
        case .pipe, .other:
            return try OutputFile.write(text, to: path)
        }
        let directory = url.deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: directory) else {
            let reason =
                FileManager.default.fileExists(atPath: directory)
                ? "its directory can't be written to" : "there is no such directory"
            throw InputProblem(code: .cannotCreateOutput, text: "can't create \(EscapedText(path)): \(reason)")
        }
        // Foundation's atomic writing on Linux: a new file in the same directory, write, fsync, the old one's mode, rename.
        do { try Data(text.utf8).write(to: url, options: .atomic) } catch {
            throw InputProblem(code: .inputOutput, text: "can't write \(EscapedText(path)): \(error.localizedDescription)")
        }
        // Some file systems can't; the file is complete all the same.
        if let handle = FileHandle(forReadingAtPath: directory) {
            try? handle.synchronize()
            try? handle.close()
        }
    }
}
