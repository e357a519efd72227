import LocalFiles
import Synchronization

/// The lines that were read last from a file, so that a file that has not changed is not read again for every host.
final class KnownHostMemory: Sendable {
    private let latest = Mutex<(stamp: FileStamp, lines: KnownHostLines)?>(nil)

    private let failed = Mutex(false)

    /// How long to wait for the lock: who has waited in vain once does not wait again for every host.
    var patience: Duration { failed.withLock { $0 } ? .zero : FileLock.patience }

    /// Notes that the file could not be locked or written.
    func noteFailure() { failed.withLock { $0 = true } }

    /// The lines of a file; nil if another one was read last.
    func lines(of stamp: FileStamp) -> KnownHostLines? {
        latest.withLock { $0?.stamp == stamp ? $0?.lines : nil }
    }

    /// Keeps what was read.
    func keep(_ lines: KnownHostLines, of stamp: FileStamp) { latest.withLock { $0 = (stamp, lines) } }

    /// Keeps what was just written, unless something else is there by now.
    func keep(_ lines: KnownHostLines, of path: String) {
        if let stamp = FileStamp(of: path), stamp.size == lines.text.utf8.count { keep(lines, of: stamp) }
    }
}
