import Foundation
import Glibc

/// A lock that processes and tasks hold one at a time, by a file beside the one that is guarded: where a link leads to,
/// so that all names of a file have one lock.
///
/// The guarded file is replaced when it changes, so that a lock on itself would be one on an old file. The lock's file
/// stays: whoever removed it would let two in at once. The system lets go of the lock when its holder ends, however it
/// ends.
public enum FileLock {
    /// 30 seconds: who holds the lock reads and writes one file, which takes less than a second; who is stopped while
    /// holding it must not stop everybody.
    public static let patience = Duration.seconds(30)
    /// One second: a wait of this length is told.
    private static let silence = Duration.seconds(1)
    /// 10 ms between two attempts.
    private static let pause = 0.01

    /// Does something while holding the lock of a path; waits for it.
    ///
    /// - Parameters:
    ///   - path: what is guarded; the lock is a file beside it, with `.lock` behind its name.
    ///   - patience: how long to wait.
    ///   - onWait: told the lock's path, once, if another process holds it for longer than a second.
    ///   - body: what is done while the lock is held.
    /// - Throws: `FileProblem` if the lock can't be had within `patience`; what `body` throws.
    public static func holding<Value>(
        _ path: String, patience: Duration = patience, onWait: (String) -> Void = { _ in },
        _ body: () throws(FileProblem) -> Value
    ) throws(FileProblem) -> Value {
        let guarded = DiskFiles.resolved(path)
        let lock = guarded + ".lock"
        // It is made once, and never replaced. If somebody else makes it in between, both open the one that has the
        // name.
        if !FileManager.default.fileExists(atPath: lock) { make(lock, beside: guarded) }
        guard let handle = FileHandle(forUpdatingAtPath: lock) else {
            throw FileProblem(.createLock, path: lock, reason: "look at the permissions of it and of its directory")
        }
        defer { try? handle.close() }
        try wait(for: handle.fileDescriptor, lock, patience, onWait)
        return try body()
    }

    /// Whoever may read the file may know that it is locked; without a file, its owner alone.
    private static func make(_ lock: String, beside guarded: String) {
        let mode = FileMode(of: guarded)?.bits ?? 0o600
        guard (try? Data().write(to: URL(fileURLWithPath: lock), options: .withoutOverwriting)) != nil else { return }
        try? FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: lock)
    }

    private static func wait(
        for descriptor: Int32, _ lock: String, _ patience: Duration, _ onWait: (String) -> Void
    ) throws(FileProblem) {
        let start = ContinuousClock.now
        var isTold = false
        while true {
            switch LockAttempt(on: descriptor) {
            case .taken: return
            case .impossible: throw FileProblem(.lock, path: lock, reason: "the file system has no locks")
            case .held: break
            }
            let waited = ContinuousClock.now - start
            if waited >= patience {
                throw FileProblem(.lock, path: lock, reason: "another process has held it for \(patience)")
            }
            if waited >= silence, !isTold {
                isTold = true
                onWait(lock)
            }
            Thread.sleep(forTimeInterval: pause)
        }
    }
}
