import LocalFiles
import Synchronization

/// The lines that were read last from a file, so that a file that has not changed is not read again for every host.
final class KnownHostMemory: Sendable {
    private let latest = Mutex<(stamp: FileStamp, lines: KnownHostLines)?>(nil)

    private let failed = Mutex<ContinuousClock.Instant?>(nil)

    /// 5 seconds: a run asks for every host, and one that comes later asks anew.
    private static let impatience = Duration.seconds(5)

    /// How long to wait for the lock: who has waited in vain does not wait again for each of the next hosts.
    var patience: Duration {
        failed.withLock { failed in
            guard let last = failed, ContinuousClock.now - last < Self.impatience else { return FileLock.patience }
            return Self.briefly
        }
    }

    /// A quarter of a second: time enough for the other hosts of this process, which write one after the other.
    private static let briefly = Duration.milliseconds(250)

    /// Notes that the file could not be locked or written.
    func noteFailure() { failed.withLock { $0 = .now } }

    /// Notes that it could.
    func noteSuccess() { failed.withLock { $0 = nil } }

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
