import Synchronization

/// What a library made of a set of anchors without those whose root program trusts them for older certificates only;
/// made when a leaf needs it.
///
/// For libraries that follow one path and know no such date: where the path ends at an anchor that is not trusted for
/// the leaf, they are asked again without those anchors.
public final class DatedAnchors<Made: Sendable>: Sendable {
    private let anchors: [TrustAnchor]
    private let make: @Sendable ([TrustAnchor]) -> Made?
    /// By how many anchors are left: the younger a leaf, the fewer, and each set holds the next smaller one. There are
    /// as many as different dates.
    private let made = Mutex<[Int: Made?]>([:])

    /// Makes nothing yet.
    ///
    /// - Parameters:
    ///   - anchors: the anchors, whatever their dates.
    ///   - make: what the library makes of some of them; nil if it can't. Called for one thread at a time.
    public init(_ anchors: [TrustAnchor], make: @escaping @Sendable ([TrustAnchor]) -> Made?) {
        self.anchors = anchors
        self.make = make
    }

    /// What was made of the anchors that are trusted for a server's leaf of this notBefore; nil if the library can't
    /// make anything of them.
    public func value(forLeafIssuedAt notBefore: Instant) -> Made? {
        let left = anchors.filter { $0.constraints.permits(leafIssuedAt: notBefore) }
        return made.withLock { made in
            if let known = made[left.count] { return known }
            let value = make(left)
            if made.count == Self.maximumKept { made = [:] }
            made[left.count] = .some(value)
            return value
        }
    }

    /// 32: how many are kept at once. Mozilla's list had 3 different dates in 2026; a sidecar of somebody else may have
    /// one for each root.
    public static var maximumKept: Int { 32 }
}
