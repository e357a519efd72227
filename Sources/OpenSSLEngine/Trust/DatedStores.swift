#if OpenSSL
import ServerIdentity
import Synchronization

/// Stores without the anchors whose root program trusts them for older certificates only, made when a leaf needs one.
///
/// OpenSSL follows one path and knows no such date. Where its path ends at an anchor that is not trusted for the leaf, it is asked again without those anchors.
final class DatedStores: Sendable {
    private let anchors: [TrustAnchor]
    private let program: RootProgramIndex
    private let crls: CRLSet
    /// By how many anchors are left: the younger a leaf, the fewer, and each set holds the next smaller one. There are as many as different dates.
    private let made = Mutex<[Int: TrustStore?]>([:])

    init(_ anchors: [TrustAnchor], _ program: RootProgramIndex, _ crls: CRLSet) {
        self.anchors = anchors
        self.program = program
        self.crls = crls
    }

    /// The store for a leaf that was issued then; nil if there is no memory.
    func store(forLeafIssuedAt notBefore: Instant) -> TrustStore? {
        let left = anchors.filter { program.permits($0, leafIssuedAt: notBefore) }
        return made.withLock { made in
            if let known = made[left.count] { return known }
            let store = TrustStore(anchors: left.map(\.certificate.octets), revocationLists: crls.lists.map(\.octets))
            made[left.count] = .some(store)
            return store
        }
    }
}
#endif
