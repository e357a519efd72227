import ServerIdentity

/// Builds paths from the leaf to a trust anchor, with backtracking, and stops at the first that holds.
///
/// Everything that a certificate can be asked about what stands below it (may it issue, for whom, how deep, did it
/// sign) is asked when it is put on top of a path; none of it can become true again higher up, so a branch ends at the
/// first flaw. What needs the whole path (policies, revocation) is asked at the anchor. A name is a candidate, a
/// signature decides; key identifiers and dates only say who is tried first.
struct IssuerSearch {
    let context: PathContext
    var budget: PathBudget
    /// Signatures that were checked already: a certificate and the key that it was checked with.
    private var signatures: [SignedBy: PathFlaw?] = [:]
    /// The only anchor that a path may end at; nil for any.
    private let anchor: PathCertificate?

    private struct SignedBy: Hashable {
        let certificate: ObjectIdentifier
        let issuer: ObjectIdentifier
    }

    init(_ context: PathContext, limits: PathLimits, endingAt anchor: PathCertificate? = nil) {
        self.context = context
        self.anchor = anchor
        budget = PathBudget(limits)
    }

    /// The first path without a flaw above the leaf's own, leaf first; nil if there is none, or if the budget was spent
    /// before one was found.
    mutating func firstSoundPath(from leaf: PathCertificate) -> [PathCertificate]? {
        var path = PartialPath(leaf, context)
        return extend(&path) ? path.certificates : nil
    }

    private mutating func extend(_ path: inout PartialPath) -> Bool {
        let top = path.top
        if path.isComplete {
            if let anchor, path.top.ca != anchor.ca { return false }
            budget.takeCompletePath(path.certificates)
            return budget.exceeded == nil && !context.hasFlaws(wholePath: path.certificates)
        }
        for candidate in context.issuers(of: top, preferring: path) {
            budget.steps -= 1
            if budget.exceeded != nil { return false }
            if !flaws(of: candidate, above: path, stopsAtFirst: true).isEmpty { continue }
            path.push(candidate, context)
            if extend(&path) { return true }
            path.pop()
        }
        return false
    }

    /// What is wrong with a signature; each is checked once.
    mutating func flaw(ofSignature certificate: PathCertificate, by issuer: PathCertificate) -> PathFlaw? {
        let pair = SignedBy(certificate: ObjectIdentifier(certificate), issuer: ObjectIdentifier(issuer))
        if let known = signatures[pair] { return known }
        budget.takeSignatureCheck(certificate, issuer.key)
        if budget.signatureChecks < 0 { return .undecided("the limit on signature checks is passed") }
        // What is remembered counts like a check, so that no verdict depends on what was asked before.
        if certificate.isSigned(byRemembered: issuer) {
            signatures[pair] = .some(nil)
            return nil
        }
        let outcome = SignatureCheck.verify(
            signed: certificate.decoded.signed, signature: certificate.decoded.signature,
            algorithm: certificate.decoded.signatureAlgorithm, key: issuer.key)
        let flaw = CertificateCheck.signature(outcome, certificate, by: issuer)
        signatures[pair] = .some(flaw)
        return flaw
    }
}

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
        // A self-issued certificate may be signed with an older key of the same CA: then that one's certificate is
        // missing.
        let isSelfSigned = isSelfSigned(last)
        if !isSelfSigned, let finding = namesake(of: last) { return finding }
        let evidence: Evidence =
            isSelfSigned
            ? .selfSigned(subject: subject) : .unknownIssuer(subject: subject, issuer: last.decoded.issuer.text.orNoSubject)
        return Finding(evidence, depth: last.depth, rule: "RFC 5280 section 6.1")
    }

    /// Whether a certificate is signed with the key that it holds.
    mutating func isSelfSigned(_ certificate: PathCertificate) -> Bool {
        certificate.isSelfIssued && flaw(ofSignature: certificate, by: certificate) == nil
    }

    /// Where somebody of the issuer's name is there, who did not sign: says who, and how that shows.
    private func namesake(of last: PathCertificate) -> Finding? {
        guard let other = context.issuers(of: last, preferring: PartialPath(last, context)).first else { return nil }
        let place = other.depth.map { "certificate \($0)" } ?? "a trust anchor"
        let difference =
            KeyIdentifierMatch(last, other) == .different
            ? "another key identifier than the one asked for" : "another key"
        let detail =
            "'\(last.subjectText)' is issued by '\(last.decoded.issuer.text.orNoSubject)'; \(place) has that name and \(difference)"
        return Finding(
            .other(.unknownIssuer, .issuerKeyDiffers, detail: detail), depth: last.depth,
            rule: "RFC 5280 section 6.1.3 (a)(1)", anchor: other.anchorName)
    }
}
