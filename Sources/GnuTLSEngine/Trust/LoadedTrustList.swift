import GnuTLS
import ServerIdentity

/// A set of anchors and lists as GnuTLS took them.
struct LoadedTrustList: Sendable {
    /// With every certificate on its blocklist that the root program distrusts and whose octets are known.
    let anchors: AnchorLists
    let revocationLists: RevocationLists
    /// Anchors that GnuTLS can't decode are trusted by the question and not by GnuTLS: said in every answer.
    let notes: [Finding]
    /// When the anchors begin and cease to be valid; nil where GnuTLS can't read a date.
    let edges: ValidityEdges?
    /// What the root program forbids.
    let program: RootProgramIndex
    /// Anchors that the root program distrusts, so that GnuTLS does not have them: their entries by subject.
    let distrustedAnchors: [[UInt8]: DistrustedCertificate]
    /// The lists for leaves that are younger than some of the anchors are trusted for.
    let dated: DatedAnchors<AnchorLists>

    init(_ anchors: TrustAnchorSet, _ crls: CRLSet) throws(GnuTLSError) {
        revocationLists = RevocationLists(der: crls.lists.map(\.octets))
        program = RootProgramIndex(anchors)
        let distrusted = Self.distrusted(among: anchors, program)
        distrustedAnchors = distrusted.reduce(into: [:]) { $0[$1.subject] = $1.entry }
        let blocked = anchors.distrusted.compactMap(\.certificate?.octets) + distrusted.map(\.der)
        self.anchors = try AnchorLists(anchors.anchors, blocked: blocked)
        dated = DatedAnchors(anchors.anchors) { try? AnchorLists($0, blocked: blocked) }
        notes = Self.notes(unusableIn: self.anchors.all, anchors)
        edges = ValidityPeriod.list(self.anchors.all.validity).map { ValidityEdges(of: $0) }
    }

    private static func notes(unusableIn list: TrustList, _ anchors: TrustAnchorSet) -> [Finding] {
        guard let first = list.unusable.first else { return [] }
        let origin = anchors.anchors[first.index].origin
        let detail =
            "GnuTLS can't decode \(list.unusable.count) of \(anchors.anchors.count) trust anchors; the first: \(EscapedText(origin)), \(first.error.code.text)"
        return [Finding(.other(.malformedCertificate, .undecodableAnchor, detail: detail), depth: nil, origin: .anchor)]
    }

    /// Anchors that are distrusted, by octets or by issuer and serial number as GnuTLS reads them; its blocklist takes
    /// octets alone.
    private static func distrusted(
        among anchors: TrustAnchorSet, _ program: RootProgramIndex
    ) -> [(der: [UInt8], subject: [UInt8], entry: DistrustedCertificate)] {
        guard program.hasDistrusted else { return [] }
        return anchors.anchors.compactMap { anchor in
            guard let list = try? CertificateList(der: [anchor.certificate.octets]), let number = list.serials.first,
                let subject = list.links.first?.subject,
                let entry = program.entry(for: anchor.certificate, number: number.map { IssuerAndSerial($0) })
            else { return nil }
            return (anchor.certificate.octets, subject, entry)
        }
    }
}

extension IssuerAndSerial {
    init(_ read: (issuer: [UInt8], serial: [UInt8])) { self.init(issuer: read.issuer, serial: read.serial) }
}
