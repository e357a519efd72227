import Synchronization

/// What an engine made of the anchors that it was asked about last: a run asks about the same set a million times, and loading 139 roots
/// costs as much as ten handshakes.
public final class AnchorCache<Made: Sendable>: Sendable {
    private let latest = Mutex<(anchors: TrustAnchorSet, made: Made)?>(nil)

    /// An empty cache.
    public init() {}

    /// What was made of this very set, or what `make` makes of it now; other threads wait for it.
    ///
    /// - Throws: what `make` throws; nothing is kept then.
    public func value<E: Error>(for anchors: TrustAnchorSet, make: (TrustAnchorSet) throws(E) -> Made) throws(E) -> Made {
        let result: Result<Made, E> = latest.withLock { latest in
            if let latest, latest.anchors === anchors { return .success(latest.made) }
            do throws(E) {
                let made = try make(anchors)
                latest = (anchors, made)
                return .success(made)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
