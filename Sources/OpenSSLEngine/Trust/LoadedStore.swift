#if OpenSSL
import ServerIdentity

/// A set of anchors and lists as OpenSSL took them.
struct LoadedStore: Sendable {
    let store: TrustStore
    /// Anchors that OpenSSL can't decode are trusted by the question and not by OpenSSL: said in every answer.
    let notes: [Finding]
    /// Lists that OpenSSL does not have, because it can't decode them or they are above a limit.
    let missingLists: [Finding]
    /// When the anchors begin and cease to be valid; nil where OpenSSL can't read a date.
    let edges: ValidityEdges?
    let pathFlags: Int32
    /// What the root program forbids.
    let program: RootProgramIndex
    /// Anchors that the root program distrusts, so that OpenSSL does not have them: their entries by subject.
    let distrustedAnchors: [[UInt8]: DistrustedCertificate]
    /// The stores for leaves that are younger than some of the anchors are trusted for.
    let dated: DatedAnchors<TrustStore>

    init?(_ anchors: TrustAnchorSet, _ crls: CRLSet) {
        let program = RootProgramIndex(anchors)
        let entries = anchors.anchors.map { Self.entry(distrusting: $0, program) }
        let trusted = zip(anchors.anchors, entries).filter { $1 == nil }.map(\.0)
        guard let store = TrustStore(anchors: trusted.map(\.certificate.octets), revocationLists: crls.lists.map(\.octets))
        else { return nil }
        self.store = store
        self.program = program
        distrustedAnchors = entries.reduce(into: [:]) { if let entry = $1 { $0[entry.subject] = entry.entry } }
        dated = DatedAnchors(trusted) {
            TrustStore(anchors: $0.map(\.certificate.octets), revocationLists: crls.lists.map(\.octets))
        }
        notes = Self.notes(store, trusted)
        missingLists = Self.missing(store, crls)
        let periods = store.anchors.map(\.validity)
        edges = periods.contains { $0 == nil } ? nil : ValidityEdges(of: periods.compactMap(\.self))
        // The question says that an anchor is trusted (an input of RFC 5280 section 6.1.1 (d)), self-signed or not, and
        // GnuTLS takes it so. OpenSSL does only when told to. Where every anchor is self-signed in OpenSSL's own
        // reading (key identifiers included) the flag stays off, as in most programs.
        pathFlags = PathFlags.trustedFirst | (store.anchors.allSatisfy(\.isSelfSigned) ? 0 : PathFlags.partialChain)
    }

    /// Nil if the anchor is not distrusted, or can't be decoded and is not distrusted by its octets.
    private static func entry(distrusting anchor: TrustAnchor, _ program: RootProgramIndex) -> (
        subject: [UInt8], entry: DistrustedCertificate
    )? {
        guard program.hasDistrusted else { return nil }
        let decoded = X509Certificate(der: anchor.certificate.octets)
        guard let entry = program.entry(for: anchor.certificate, number: decoded?.number) else { return nil }
        return (decoded?.subjectEncoding ?? [], entry)
    }

    private static func notes(_ store: TrustStore, _ anchors: [TrustAnchor]) -> [Finding] {
        guard let first = store.unusableAnchors.first else { return [] }
        let detail =
            "OpenSSL can't decode \(store.unusableAnchors.count) of \(anchors.count) trust anchors; the first: \(EscapedText(anchors[first].origin))"
        return [Finding(.other(.malformedCertificate, .undecodableAnchor, detail: detail), depth: nil, origin: .anchor)]
    }

    private static func missing(_ store: TrustStore, _ crls: CRLSet) -> [Finding] {
        crls.undecodable(by: "OpenSSL", store.undecodableLists)
            + crls.notDecoded(by: "OpenSSL", store.listsAboveLimit, limits: RevocationListWork.limits)
    }
}
#endif
