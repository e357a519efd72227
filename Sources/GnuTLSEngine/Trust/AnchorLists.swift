import GnuTLS
import ServerIdentity

/// Anchors as GnuTLS took them, together and one at a time.
///
/// GnuTLS 3.7.9 asks one anchor of a name, the last one whose dates are good or else the first, and a certificate of a
/// chain that is an anchor ends the chain there. So an anchor may accept by itself what all of them together refuse.
struct AnchorLists: Sendable {
    /// All of them, and every certificate that the root program distrusts.
    let all: TrustList
    private let anchors: [[UInt8]]
    private let blocked: Set<[UInt8]>

    init(_ anchors: [TrustAnchor], blocked: [[UInt8]]) throws(GnuTLSError) {
        self.anchors = anchors.map(\.certificate.octets)
        self.blocked = Set(blocked)
        all = try TrustList(anchors: self.anchors, blocked: blocked)
    }

    /// The places of the anchors with this subject.
    func places(of name: [UInt8]) -> [Int] { all.places[name] ?? [] }

    /// How large an anchor is.
    func octets(of place: Int) -> Int { anchors[place].count }

    /// One anchor by itself; nil if it is distrusted. Of the blocklist it has what is presented: GnuTLS compares it
    /// with nothing else.
    func alone(_ place: Int, presented: [[UInt8]]) -> TrustList? {
        let anchor = anchors[place]
        return blocked.contains(anchor)
            ? nil : try? TrustList(anchors: [anchor], blocked: presented.filter(blocked.contains))
    }
}
