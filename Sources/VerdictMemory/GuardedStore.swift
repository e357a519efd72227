import Synchronization

/// The store behind its lock.
///
/// `Mutex` takes its lock inside a library of the toolchain when threads contend for it, and ThreadSanitizer does not
/// see into that: it reports races where there are none (Swift 6.3.1 on Linux; a contended `Mutex<Int>` alone shows
/// it). So each holder reads what the last one wrote at its end, an order that ThreadSanitizer sees. It orders nothing
/// by itself: without the lock, two holders at once are still reported.
final class GuardedStore: Sendable {
    private let store: Mutex<MemoStore>
    private let lastHolder = Atomic<UInt8>(0)

    init(_ limits: MemoLimits) { store = Mutex(MemoStore(limits)) }

    /// What the body makes the store forget is freed when the lock is free again.
    func withLock<Result: Sendable>(_ body: (inout MemoStore) -> Result) -> Result {
        let held = store.withLock { store in
            _ = lastHolder.load(ordering: .acquiring)
            defer { lastHolder.store(0, ordering: .releasing) }
            return (result: body(&store), forgotten: store.takeForgotten())
        }
        return held.result
    }
    /// For tests: whether nobody holds the lock.
    var isFree: Bool { store.withLockIfAvailable { _ in true } ?? false }
}
