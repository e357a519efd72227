import Glibc
import Synchronization

/// A lock that one process has for as long as it wants: `flock` on a file beside what is guarded, with `.lock` behind
/// its name. Nobody waits for it (`FileLock` does).
///
/// The kernel takes it from a process that ends, however it ends, SIGKILL included. The file stays: whoever removed it
/// would let two in at once.
public final class ProcessLock: Sendable {
    private let descriptor: Mutex<CInt?>

    /// Why the lock could not be had.
    public enum Problem: Error, Hashable, Sendable {
        /// Another process, or somebody else in this one, has it.
        case held
        /// The disk is full.
        case diskFull
        /// There can't be such a file or such a lock; one clause.
        case unavailable(String)
    }

    /// Takes the lock.
    ///
    /// - Parameter path: what is guarded.
    public init(beside path: String) throws(Problem) {
        let lock = path + ".lock"
        // Not for child processes: one that outlives the run would go on holding it.
        var opened = unsafe open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        // Another user's: reading is enough for a lock.
        if opened < 0, errno == EACCES || errno == EROFS { opened = unsafe open(lock, O_RDONLY | O_CLOEXEC) }
        guard opened >= 0 else {
            throw errno == ENOSPC ? .diskFull : .unavailable("its lock '\(lock)' can't be made (\(Self.reason()))")
        }
        let problem: Problem
        switch LockAttempt(on: opened) {
        case .taken:
            descriptor = Mutex(opened)
            return
        case .held: problem = .held
        case .impossible: problem = .unavailable("'\(lock)' can't be locked (\(Self.reason()))")
        }
        close(opened)
        throw problem
    }

    /// Lets go of it.
    public func release() {
        descriptor.withLock { descriptor in
            if let descriptor { close(descriptor) }
            descriptor = nil
        }
    }

    deinit { release() }

    private static func reason() -> String { unsafe String(cString: strerror(errno)) }
}
