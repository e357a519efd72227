import ServerIdentity

/// What one question holds still while paths are searched: the certificates, the policy, the instant.
struct PathContext {
    let policy: Policy
    let instant: Instant
    /// By depth; nil for a certificate that can't be decoded.
    let presented: [PathCertificate?]
    private let anchors: AnchorIndex
    private let rules: ProfileRules
    private let revocation: RevocationJudge
    private let bySubject: [DistinguishedName: [PathCertificate]]
    private let isAnchorAtDepth: [Bool]
    private let cache = Findings()

    /// What was found about each certificate in itself: names may be long, and a search comes back often.
    private final class Findings {
        var flaws: [ObjectIdentifier: [PathFlaw]] = [:]
        var issuers: [ObjectIdentifier: [PathCertificate]] = [:]
        var authorities: [ObjectIdentifier: Int] = [:]
        var numbers: [PathCertificate.Authority: Int] = [:]
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

    /// Who may have issued the top of a path, the likeliest first: anchors, then who has the key identifier that is asked for, then who is valid now,
    /// then in the order presented. Left out is who stands in the path already.
    func issuers(of top: PathCertificate, preferring path: PartialPath) -> [PathCertificate] {
        issuers(of: top).filter { candidate in
            let authority = authority(candidate)
            return !path.certificates.contains { self.authority($0) == authority }
        }
    }

    private func issuers(of top: PathCertificate) -> [PathCertificate] {
        if let known = cache.issuers[ObjectIdentifier(top)] { return known }
        let presented = bySubject[top.decoded.issuer] ?? []
        let fresh = anchors.issuers(of: top.decoded).filter { anchor in
            !presented.contains { $0.decoded.der == anchor.decoded.der }
        }
        var issuers = fresh + presented
        if issuers.count > 1 {
            let ranked = issuers.enumerated().map { (rank: rank($1, for: top), place: $0, issuer: $1) }
            issuers = ranked.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map(\.issuer)
        }
        cache.issuers[ObjectIdentifier(top)] = issuers
        return issuers
    }

    /// A number for each name and key, so that they are compared once.
    private func authority(_ certificate: PathCertificate) -> Int {
        if let known = cache.authorities[ObjectIdentifier(certificate)] { return known }
        let key = certificate.authority
        let number = cache.numbers[key] ?? cache.numbers.count
        cache.numbers[key] = number
        cache.authorities[ObjectIdentifier(certificate)] = number
        return number
    }

    private func rank(_ issuer: PathCertificate, for certificate: PathCertificate) -> Int {
        (isAnchor(issuer) ? 0 : 8) + (KeyIdentifierMatch(certificate, issuer).rawValue * 2)
            + (issuer.decoded.validity.contains(instant) ? 0 : 1)
    }

    /// What is wrong with a certificate as a CA, whatever stands below it.
    func authorityFlaws(_ issuer: PathCertificate) -> [PathFlaw] {
        if let known = cache.flaws[ObjectIdentifier(issuer)] { return known }
        let role: PathRole = isAnchor(issuer) ? .anchor : .intermediate
        var flaws = commonFlaws(issuer, role)
        flaws += AuthorityCheck.findings(issuer, role, policy.purpose).map { .finding($0) }
        if role == .anchor, let leaf = presented.first ?? nil { flaws += dateFlaws(leaf, below: issuer) }
        cache.flaws[ObjectIdentifier(issuer)] = flaws
        return flaws
    }

    /// The same for a path to whoever signed a revocation list: any purpose, any policy.
    func forSigner(_ revocation: RevocationJudge) -> PathContext {
        var policy = policy
        policy.purpose = .any
        policy.certificatePolicies = CertificatePolicySettings()
        policy.maximumIntermediates = nil
        return PathContext(
            policy: policy, instant: instant, presented: presented, anchors: anchors, rules: rules, revocation: revocation,
            bySubject: bySubject, isAnchorAtDepth: isAnchorAtDepth)
    }

    /// What is wrong with a certificate whose key signs lists; whether it may, its key usage says.
    func signerFlaws(_ signer: PathCertificate) -> [PathFlaw] { commonFlaws(signer, .intermediate) }

    /// What is wrong with the leaf in itself.
    func leafFlaws(_ leaf: PathCertificate) -> [PathFlaw] {
        commonFlaws(leaf, .leaf) + LeafUsageCheck.findings(leaf, policy.purpose).map { .finding($0) }
            + (isAnchor(leaf) ? dateFlaws(leaf, below: leaf) : [])
    }

    /// Certificates presented that the root program distrusts, needed or not.
    var distrusted: [Finding] {
        if !anchors.program.hasDistrusted { return [] }
        return presented.compactMap { $0.flatMap { DistrustCheck.finding($0, anchors.program) } }
    }

    /// The root program's date is about servers' certificates alone, so that a path to a list's signer has none.
    private func dateFlaws(_ leaf: PathCertificate, below anchor: PathCertificate) -> [PathFlaw] {
        DistrustCheck.finding(leaf, below: anchor, anchors.program, policy.purpose).map { [.finding($0)] } ?? []
    }

    private func commonFlaws(_ certificate: PathCertificate, _ role: PathRole) -> [PathFlaw] {
        var flaws: [PathFlaw] = FormCheck.findings(certificate).map { .finding($0) }
        flaws += ValidityCheck.findings(certificate, at: instant).map { .finding($0) }
        if let flaw = KeyCheck.flaw(certificate) { flaws.append(flaw) }
        if let finding = DistrustCheck.finding(certificate, anchors.program) { flaws.append(.finding(finding)) }
        return flaws + rules.flaws(certificate, role, policy.enforcedRules)
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
