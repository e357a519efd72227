import Glibc

/// One attempt to lock an open file for one holder (`flock`); it never waits.
enum LockAttempt {
    /// The lock is ours until the descriptor is closed.
    case taken
    /// Somebody else has it.
    case held
    /// The file system has no locks, or the descriptor can't be locked.
    case impossible

    init(on descriptor: CInt) {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            // EINTR: a signal came between.
            if errno == EINTR { continue }
            self = errno == EWOULDBLOCK ? .held : .impossible
            return
        }
        self = .taken
    }
}
