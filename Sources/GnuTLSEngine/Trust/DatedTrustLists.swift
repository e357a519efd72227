import GnuTLS
import ServerIdentity
import Synchronization

/// Trust lists without the anchors whose root program trusts them for older certificates only, made when a leaf needs one.
///
/// GnuTLS follows one path and knows no such date. Where its path ends at an anchor that is not trusted for the leaf, it is asked again without those anchors.
final class DatedTrustLists: Sendable {
    private let anchors: TrustAnchorSet
    private let program: RootProgramIndex
    private let blocked: [[UInt8]]
    /// By how many anchors are left: the younger a leaf, the fewer, and each set holds the next smaller one. There are as many as different dates.
    private let made = Mutex<[Int: TrustList?]>([:])

    init(_ anchors: TrustAnchorSet, _ program: RootProgramIndex, blocked: [[UInt8]]) {
        self.anchors = anchors
        self.program = program
        self.blocked = blocked
    }

    /// The list for a leaf that was issued then; nil if no anchor is left that GnuTLS takes.
    func list(forLeafIssuedAt notBefore: Instant) -> TrustList? {
        let left = anchors.anchors.filter { program.permits($0, leafIssuedAt: notBefore) }
        return made.withLock { made in
            if let known = made[left.count] { return known }
            let list = try? TrustList(anchors: left.map(\.certificate.octets), blocked: blocked)
            made[left.count] = .some(list)
            return list
        }
    }
}
