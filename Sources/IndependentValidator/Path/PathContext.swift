import ServerIdentity

/// What one question holds still while paths are searched: the certificates, the policy, the instant.
struct PathContext {
    let policy: Policy
    let instant: Instant
    /// By depth; nil for a certificate that can't be decoded.
    let presented: [PathCertificate?]
    let anchors: AnchorIndex
    let rules: ProfileRules
    private let revocation: RevocationJudge
    /// Certificates presented, the leaf left out.
    let bySubject: [DistinguishedName: [PathCertificate]]
    private let isAnchorAtDepth: [Bool]
    let cache = Findings()

    /// What was found about each certificate in itself: names may be long, and a search comes back often.
    final class Findings {
        var flaws: [ObjectIdentifier: [PathFlaw]] = [:]
        var issuers: [ObjectIdentifier: [PathCertificate]] = [:]
        var issuersOfAnchors: [ObjectIdentifier: [PathCertificate]] = [:]
        var cas: [ObjectIdentifier: Int] = [:]
        var numbers: [PathCertificate.CA: Int] = [:]
    }

    /// - Parameter certificates: as presented, by depth; nil for one that can't be decoded.
    init(
        _ certificates: [PathCertificate?], anchors: AnchorIndex, policy: Policy, instant: Instant, rules: ProfileRules,
        revocation: RevocationJudge
    ) {
        self.policy = policy
        self.instant = instant
        self.anchors = anchors
        self.rules = rules
        self.revocation = revocation
        var presented: [PathCertificate?] = []
        var isAnchorAtDepth: [Bool] = []
        var bySubject: [DistinguishedName: [PathCertificate]] = [:]
        for (depth, certificate) in certificates.enumerated() {
            let anchor = certificate.flatMap { anchors.anchor(equalTo: $0.decoded) }
            let made = anchor.map { PathCertificate($0, depth: depth) } ?? certificate
            presented.append(made)
            isAnchorAtDepth.append(anchor != nil)
            if depth > 0, let made { bySubject[made.decoded.subject, default: []].append(made) }
        }
        self.presented = presented
        self.isAnchorAtDepth = isAnchorAtDepth
        self.bySubject = bySubject
    }

    private init(
        policy: Policy, instant: Instant, presented: [PathCertificate?], anchors: AnchorIndex, rules: ProfileRules,
        revocation: RevocationJudge, bySubject: [DistinguishedName: [PathCertificate]], isAnchorAtDepth: [Bool]
    ) {
        self.policy = policy
        self.instant = instant
        self.presented = presented
        self.anchors = anchors
        self.rules = rules
        self.revocation = revocation
        self.bySubject = bySubject
        self.isAnchorAtDepth = isAnchorAtDepth
    }

    func isAnchor(_ certificate: PathCertificate) -> Bool { certificate.depth.map { isAnchorAtDepth[$0] } ?? true }

    /// Whoever signed an anchor, trusted or presented: no path needs them, but they may say that it was revoked. Every
    /// certificate of the issuer's name is tried, for whoever presents the chain may put others of that name beside it.
    func issuers(ofAnchor anchor: PathCertificate) -> [PathCertificate] {
        if let known = cache.issuersOfAnchors[ObjectIdentifier(anchor)] { return known }
        let candidates = anchors.issuers(of: anchor.decoded) + presented.compactMap(\.self)
        var seen: Set<CertificateDER> = [anchor.decoded.der]
        let issuers = candidates.filter { candidate in
            candidate.decoded.subject == anchor.decoded.issuer && seen.insert(candidate.decoded.der).inserted
                && SignatureCheck.verify(
                    signed: anchor.decoded.signed, signature: anchor.decoded.signature,
                    algorithm: anchor.decoded.signatureAlgorithm, key: candidate.key) == .valid
        }
        cache.issuersOfAnchors[ObjectIdentifier(anchor)] = issuers
        return issuers
    }

    /// What is wrong with a CA in itself, asked once for each.
    func flaws(ofCA ca: PathCertificate) -> [PathFlaw] {
        if let known = cache.flaws[ObjectIdentifier(ca)] { return known }
        let flaws = CertificateCheck.flaws(ofCA: ca, self)
        cache.flaws[ObjectIdentifier(ca)] = flaws
        return flaws
    }

    /// The same question for a path to whoever signed a CRL: any purpose, any policy.
    func forSigner(_ revocation: RevocationJudge) -> PathContext {
        var policy = policy
        policy.purpose = .any
        policy.certificatePolicies = CertificatePolicySettings()
        policy.maximumIntermediates = nil
        return PathContext(
            policy: policy, instant: instant, presented: presented, anchors: anchors, rules: rules, revocation: revocation,
            bySubject: bySubject, isAnchorAtDepth: isAnchorAtDepth)
    }

    /// What the anchors' root program forbids.
    var program: RootProgramIndex { anchors.program }

    /// Certificates presented that the root program distrusts, needed or not.
    var distrusted: [Finding] {
        if !anchors.program.hasDistrusted { return [] }
        return presented.compactMap { $0.flatMap { CertificateCheck.distrustFinding($0, anchors.program) } }
    }

    /// Rules that a CA broke and that the policy does not enforce.
    func advice(_ certificate: PathCertificate, _ role: PathRole) -> [Finding] {
        rules.advice(certificate, role, except: policy.enforcedRules)
    }

    /// What is wrong with a path as a whole: policies and revocation. Leaf first, the anchor last.
    func flaws(wholePath path: [PathCertificate]) -> [PathFlaw] {
        policyFlaws(path) + revocation.flaws(path, self)
    }

    func hasFlaws(wholePath path: [PathCertificate]) -> Bool {
        !policyFlaws(path).isEmpty || !revocation.flaws(path, self).isEmpty
    }

    private func policyFlaws(_ path: [PathCertificate]) -> [PathFlaw] {
        let below = Array(path.dropLast().reversed())
        guard !below.isEmpty, let violation = PolicyCheck.violation(below.map(\.decoded), policy.certificatePolicies) else {
            return []
        }
        return [
            .finding(
                Finding(
                    .other(.policyConstraintViolation, violation.cause, detail: violation.clause),
                    depth: below[violation.place].depth, rule: violation.rule))
        ]
    }
}
