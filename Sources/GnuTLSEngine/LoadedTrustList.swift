import GnuTLS
import ServerIdentity

/// A set of anchors and lists as GnuTLS took them.
struct LoadedTrustList: Sendable {
    let list: TrustList
    let revocationLists: RevocationLists
    /// Anchors that GnuTLS can't decode are trusted by the question and not by GnuTLS: said in every answer.
    let notes: [Finding]
    /// When the anchors begin and cease to be valid; nil where GnuTLS can't read a date.
    let edges: ValidityEdges?

    init(_ anchors: TrustAnchorSet, _ crls: CRLSet) throws(GnuTLSError) {
        revocationLists = RevocationLists(der: crls.lists.map(\.octets))
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
