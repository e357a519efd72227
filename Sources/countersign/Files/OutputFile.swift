import ArgumentParser
import Foundation
import ServerIdentity
import TrustAnchors
import VerdictReport

/// A file that an answer is written to. What is at the path stays what it is: a link is followed, a pipe or a device is written to, and a
/// file keeps its permissions.
enum OutputFile {
    /// - Throws: `ExitCode` 73 if the file can't be opened, 74 if writing breaks off; the reason is on standard error.
    static func write(_ text: String, to path: String) throws {
        if !FileManager.default.fileExists(atPath: path) {
            guard FileManager.default.createFile(atPath: path, contents: nil) else {
                throw failing(.cannotCreateOutput, "can't create", path)
            }
        }
        guard let handle = FileHandle(forWritingAtPath: path) else { throw failing(.cannotCreateOutput, "can't open", path) }
        defer { try? handle.close() }
        do {
            if DiskFiles().kind(of: path) == .file { try? handle.truncate(atOffset: 0) }  // a pipe has no length
            try handle.write(contentsOf: Data(text.utf8))
        } catch {
            throw failing(.inputOutput, "can't write to", path)
        }
    }

    private static func failing(_ status: ExitStatus, _ what: String, _ path: String) -> ExitCode {
        StandardError.write("countersign: \(what) \(EscapedText(path))\n")
        return ExitCode(status.rawValue)
    }
}
