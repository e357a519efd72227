public import ServerIdentity

/// The engine that is written in Swift alone and never sees GnuTLS: names by RFC 9525, and the whole path by RFC 5280
/// section 6, signatures included.
///
/// It builds paths from the leaf to a trust anchor with backtracking, in whatever order the certificates were
/// presented. *Not* judged: whether the peer holds the leaf's key (the handshake proves that), Certificate
/// Transparency, and anything that would have to be fetched. A signature or key that swift-crypto can't check (Ed448,
/// brainpool curves, RSA-PSS with unusual salts) makes the answer `undecided`.
public struct SwiftValidator: ChainEngine {
    /// `swift` and the version.
    public let identity: EngineIdentity
    /// Everything but revocation, which is judged only where there is something to judge it by.
    public var scope: Scope { [.name, .validity, .form, .path, .signatures, .usage] }

    let rules: ProfileRules
    let limits: PathLimits
    let rememberedCAs: RememberedCAs
    private let decodedAnchors: DecodedAnchors
    private let certificates: DecodedCertificates?
    private let inputs = AnchorCache<(anchors: AnchorIndex, crls: CRLIndex)>()

    /// Makes the engine; it keeps the decoded anchors and CRLs of the sets it was last asked about, and intermediates
    /// of paths that it accepted (`PathLimits.rememberedIntermediates`).
    ///
    /// - Parameters:
    ///   - version: what the record should say, the version of this package.
    ///   - publicSuffixes: for `ProfileRule.publicSuffixWildcard`; without it, a policy that enforces the rule leaves
    ///     certificates with wildcards undecided.
    ///   - limits: how much work one question may cost.
    ///   - decodedAnchors: anchors that the caller has decoded already, when they were loaded; others are decoded here.
    ///   - certificates: who decodes the certificates of chains, for a caller that wants their facts beside the answer;
    ///     without it, nothing but intermediates is kept.
    public init(
        version: String, publicSuffixes: (any PublicSuffixes)? = nil, limits: PathLimits = PathLimits(),
        decodedAnchors: DecodedAnchors = DecodedAnchors(), certificates: DecodedCertificates? = nil
    ) {
        identity = EngineIdentity(id: "swift", version: version)
        rules = ProfileRules(context: RuleContext(publicSuffixes: publicSuffixes))
        self.limits = limits
        self.decodedAnchors = decodedAnchors
        self.certificates = certificates
        rememberedCAs = RememberedCAs(limit: limits.rememberedIntermediates)
    }

    /// `PathLimits` bound it.
    public var boundsItsWork: Bool { true }

    /// Decodes and indexes anchors and revocation lists.
    public func prepare(_ anchors: TrustAnchorSet, crls: CRLSet) { _ = inputs(anchors, crls) }

    private func inputs(_ anchors: TrustAnchorSet, _ crls: CRLSet) -> (anchors: AnchorIndex, crls: CRLIndex) {
        inputs.value(for: anchors, crls: crls) { (AnchorIndex($0, decodedAnchors), CRLIndex(crls)) }
    }

    /// Judges one chain; each certificate is decoded once.
    ///
    /// Refused: a chain that holds an undecodable certificate or one that the root program distrusts, wherever it
    /// stands; a chain without a path that keeps every rule of RFC 5280 section 6.1 and every profile rule that the
    /// policy enforces; and then a name that does not match. The reasons are those of the path that came closest.
    /// Notes: dates and flaws of certificates that the path does not need, names that match nothing, profile rules that
    /// are broken and not enforced.
    public func judge(_ subject: ChainQuestion, at instant: Instant) -> any JudgedChain {
        let inputs = inputs(subject.anchors, subject.crls)
        return SwiftJudgement(subject, at: instant, anchors: inputs.anchors, crls: inputs.crls, engine: self)
    }

    /// Decodes a certificate of a chain.
    func decode(_ der: CertificateDER) throws(CertificateDecodingError) -> DecodedCertificate {
        if let certificates { return try certificates.certificate(der) }
        return try DecodedCertificate(der)
    }
}
