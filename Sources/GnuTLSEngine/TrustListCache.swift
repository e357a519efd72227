import GnuTLS
import ServerIdentity
import Synchronization

/// The trust list of the anchor set that was asked about last: loading 139 roots costs as much as ten handshakes.
final class TrustListCache: Sendable {
    private struct Entry {
        let anchors: TrustAnchorSet
        let list: TrustList
    }

    private let last = Mutex<Entry?>(nil)

    func list(for anchors: TrustAnchorSet) throws(GnuTLSError) -> TrustList {
        let result: Result<TrustList, GnuTLSError> = last.withLock { last in
            if let last, last.anchors === anchors { return .success(last.list) }
            do throws(GnuTLSError) {
                let list = try TrustList(anchors: anchors.anchors.map(\.certificate.octets))
                last = Entry(anchors: anchors, list: list)
                return .success(list)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
