import ServerIdentity

extension IssuerSearch {
    /// Everything that is wrong with a path above its leaf, for the report of a refusal.
    mutating func flaws(along refused: RefusedPath) -> [PathFlaw] {
        guard let leaf = refused.certificates.first else { return [] }
        var path = PartialPath(leaf, context)
        var flaws: [PathFlaw] = []
        for issuer in refused.certificates.dropFirst() {
            flaws += self.flaws(of: issuer, above: path, stopsAtFirst: false)
            path.push(issuer, context)
        }
        if refused.isAnchored { return flaws + context.flaws(wholePath: refused.certificates) }
        return flaws + [.finding(unanchored(path.top))]
    }

    private mutating func unanchored(_ last: PathCertificate) -> Finding {
        let subject = last.subjectText
        // A self-issued certificate may be signed with an older key of the same CA: then that one's certificate is missing.
        let isSelfSigned = last.isSelfIssued && flaw(ofSignature: last, by: last) == nil
        let evidence: Evidence =
            isSelfSigned ? .selfSigned(subject: subject) : .unknownIssuer(subject: subject, issuer: last.decoded.issuer.text)
        return Finding(evidence, depth: last.depth, rule: "RFC 5280 section 6.1")
    }
}
