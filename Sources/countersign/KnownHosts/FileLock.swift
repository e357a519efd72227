import Foundation
import Glibc
import ServerIdentity
import VerdictReport

/// A lock that processes and tasks hold one at a time, by a file beside the one that is guarded.
///
/// The guarded file is replaced when it changes, so that a lock on itself would be one on an old file. The lock's file stays: whoever removed it would let
/// two in at once. The system lets go of the lock when its holder ends, however it ends.
enum FileLock {
    /// Does something while holding the lock of a path; waits for it.
    ///
    /// - Throws: `InputProblem` if the lock can't be had; what `body` throws.
    static func holding<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        let lock = path + ".lock"
        // Fails if the file is there, as it should be: it is made once, and never replaced.
        try? Data().write(to: URL(fileURLWithPath: lock), options: .withoutOverwriting)
        guard let handle = FileHandle(forUpdatingAtPath: lock) else {
            throw InputProblem(code: .cannotCreateOutput, text: "can't open the lock \(EscapedText(lock))")
        }
        defer { try? handle.close() }
        while flock(handle.fileDescriptor, LOCK_EX) != 0 {
            // A signal ended the wait.
            if errno == EINTR { continue }
            throw InputProblem(code: .inputOutput, text: "can't lock \(EscapedText(lock)): the file system has no locks")
        }
        return try body()
    }
}
