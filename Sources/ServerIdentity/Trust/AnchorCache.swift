import Synchronization

/// What an engine made of the anchors, and revocation lists, that it was asked about last: a run asks about the same
/// set a million times, and loading 139 roots costs as much as ten handshakes.
public final class AnchorCache<Made: Sendable>: Sendable {
    private let latest = Mutex<(anchors: TrustAnchorSet, crls: CRLSet, made: Made)?>(nil)

    /// An empty cache.
    public init() {}

    /// What was made of these very sets, or what `make` makes of them now; other threads wait for it.
    ///
    /// - Throws: what `make` throws; nothing is kept then.
    public func value<E: Error>(
        for anchors: TrustAnchorSet, crls: CRLSet = .none, make: (TrustAnchorSet) throws(E) -> Made
    ) throws(E) -> Made {
        let result: Result<Made, E> = latest.withLock { latest in
            if let latest, latest.anchors === anchors, latest.crls === crls { return .success(latest.made) }
            do throws(E) {
                let made = try make(anchors)
                latest = (anchors, crls, made)
                return .success(made)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
