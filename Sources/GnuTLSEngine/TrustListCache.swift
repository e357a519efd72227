import GnuTLS
import ServerIdentity
import Synchronization

/// The trust list of the anchor set that was asked about last: loading 139 roots costs as much as ten handshakes.
final class TrustListCache: Sendable {
    private let last = Mutex<(anchors: TrustAnchorSet, loaded: LoadedTrustList)?>(nil)

    func list(for anchors: TrustAnchorSet) throws(GnuTLSError) -> LoadedTrustList {
        let result: Result<LoadedTrustList, GnuTLSError> = last.withLock { last in
            if let last, last.anchors === anchors { return .success(last.loaded) }
            do throws(GnuTLSError) {
                let loaded = try LoadedTrustList(anchors)
                last = (anchors, loaded)
                return .success(loaded)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

/// A set of anchors as GnuTLS took it.
struct LoadedTrustList: Sendable {
    let list: TrustList
    /// Anchors that GnuTLS can't decode are trusted by the question and not by GnuTLS: said in every answer.
    let notes: [Finding]
    /// When the anchors begin and cease to be valid; nil where GnuTLS can't read a date.
    let edges: ValidityEdges?

    init(_ anchors: TrustAnchorSet) throws(GnuTLSError) {
        list = try TrustList(anchors: anchors.anchors.map(\.certificate.octets))
        notes = Self.notes(unusableIn: list, anchors)
        edges = ValidityPeriod.list(list.validity).map { ValidityEdges(of: $0) }
    }

    private static func notes(unusableIn list: TrustList, _ anchors: TrustAnchorSet) -> [Finding] {
        guard let first = list.unusable.first else { return [] }
        let origin = anchors.anchors[first.index].origin
        let detail =
            "GnuTLS can't decode \(list.unusable.count) of \(anchors.anchors.count) trust anchors; the first: \(EscapedText(origin)), \(first.error.code.text)"
        return [Finding(.other(.malformedCertificate, detail: detail), depth: nil)]
    }
}
