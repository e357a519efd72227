import Foundation
import Glibc

/// A file that is replaced as a whole: whoever reads it, or whatever ends the writer, sees the old contents or the new
/// ones.
///
/// A file beside it takes the octets, mode and owner and is synchronized, then takes the old one's name, then the
/// directory is synchronized. A writer that is killed may leave that file, hidden, in the directory. A link is
/// followed, also one whose target is not there yet; a pipe or a device is written to as it is.
public enum ReplacedFile {
    /// Writes a text in place of what was there.
    ///
    /// - Parameters:
    ///   - text: what is written.
    ///   - path: where; a link is followed.
    ///   - mode: of a file that was not there; one that was keeps its mode, and its owner where the system lets us.
    /// - Throws: `FileProblem` if there can't be such a file, it may not be written to by its owner, or writing breaks
    ///   off; what was there before is still there then.
    public static func write(_ text: String, to path: String, new mode: NewFileMode = .everybody) throws(FileProblem) {
        switch DiskFiles().kind(of: path) {
        case .file, .missing: break
        case .directory: throw FileProblem(.create, path: path, reason: "Is a directory")
        case .pipe, .other: return try OutputFile.write(text, to: path)
        }
        let place = DiskFiles.resolved(path)
        if DiskFiles.isLink(place) {
            throw FileProblem(.create, path: path, reason: "its links lead nowhere; take them away, or name another file")
        }
        let url = URL(fileURLWithPath: place)
        let directory = url.deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: directory) else {
            let isThere = FileManager.default.fileExists(atPath: directory)
            let reason = isThere ? "its directory can't be written to" : "there is no such directory"
            throw FileProblem(.create, path: path, reason: reason)
        }
        let old = FileMode(of: place)
        if let old, !old.isWritable {
            let shown = String(old.bits, radix: 8)
            throw FileProblem(
                .create, path: path, reason: "its owner may not write to it (mode \(shown)); 'chmod u+w' lets it be replaced")
        }
        let beside = "\(directory)/.\(url.lastPathComponent).\(UUID().uuidString)"
        guard (old == nil ? mode : .ownerOnly).create(beside) else {
            throw FileProblem(.create, path: path, reason: "nothing can be made beside it")
        }
        do {
            guard let handle = FileHandle(forWritingAtPath: beside) else { throw CocoaError(.fileWriteUnknown) }
            defer { try? handle.close() }
            try handle.write(contentsOf: Data(text.utf8))
            try old?.give(to: beside)
            try handle.synchronize()
            // Foundation's own replacing moves the file first and gives it its mode later.
            guard unsafe rename(beside, place) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        } catch {
            try? FileManager.default.removeItem(atPath: beside)
            throw FileProblem(.write, path: path, reason: error.localizedDescription)
        }
        // Some file systems can't; the file is complete all the same.
        if let handle = FileHandle(forReadingAtPath: directory) {
            try? handle.synchronize()
            try? handle.close()
        }
    }
}
