import ServerIdentity

/// One chain being judged: the certificates decoded once, then linked, then checked; the name is left for later.
struct SwiftJudgement: JudgedChain {
    private let subject: ChainQuestion
    private let instant: Instant
    private let engine: SwiftValidator
    private let anchors: AnchorIndex
    private let decoded: [Result<DecodedCertificate, CertificateDecodingError>]
    private let certificates: [DecodedCertificate?]
    private let links: IssuerLinks
    private let refusals: [Finding]
    private let notes: [Finding]

    init(_ subject: ChainQuestion, at instant: Instant, anchors: AnchorIndex, engine: SwiftValidator) {
        self.subject = subject
        self.instant = instant
        self.engine = engine
        self.anchors = anchors
        decoded = subject.chain.certificates.map { der in
            Result { () throws(CertificateDecodingError) in try DecodedCertificate(der) }
        }
        certificates = decoded.map { try? $0.get() }
        links = IssuerLinks(certificates, anchors: anchors, at: instant)
        refusals = Self.formFindings(decoded) + Self.validityFindings(certificates, links, instant)
        notes = Self.notes(certificates, links, anchors, subject.policy, instant)
    }

    /// What can't be decoded has no dates, and findings about dates carry the instant: neither is remembered.
    var unchangingPeriod: UnchangingPeriod? {
        let readable = certificates.compactMap { $0?.validity }
        guard readable.count == certificates.count, !(refusals + notes).contains(where: { $0.id.category == .time }) else {
            return nil
        }
        return UnchangingPeriod(around: instant, presented: readable, anchors: anchors.edges)
    }

    func answer(for identity: ReferenceIdentity) -> EngineAnswer {
        let leaf = certificates.first ?? nil
        return answer(leaf.flatMap { engine.matchName($0, identity, policy: subject.policy) }, scope: engine.scope)
    }

    func answerWithoutName() -> EngineAnswer { answer(nil, scope: engine.scope.subtracting(.name)) }

    private func answer(_ name: Finding?, scope: Scope) -> EngineAnswer {
        let all = name.map { ([$0] + refusals).inOrderOfDepth } ?? refusals.inOrderOfDepth
        let verdict: Verdict = all.isEmpty ? .accepted(path: path) : .rejected(all)
        return EngineAnswer(
            engine: engine.identity, scope: scope, verdict: verdict, notes: notes.inOrderOfDepth, trace: trace(all))
    }

    /// Leaf first, the anchor last if one was found.
    private var path: [CertificateDER] {
        links.depths.map { subject.chain.certificates[$0] } + (links.anchor.map { [$0.der] } ?? [])
    }

    private static func formFindings(_ decoded: [Result<DecodedCertificate, CertificateDecodingError>]) -> [Finding] {
        decoded.enumerated().compactMap { depth, result in
            guard case .failure(let error) = result else { return nil }
            return Finding(.other(.malformedCertificate, detail: error.description), depth: depth, rule: "RFC 5280 section 4.1")
        }
    }

    private static func validityFindings(_ certificates: [DecodedCertificate?], _ links: IssuerLinks, _ instant: Instant)
        -> [Finding]
    {
        let presented = links.depths.flatMap { depth in
            certificates[depth].map { ValidityCheck.findings($0, at: instant, depth: depth) } ?? []
        }
        return presented + (links.anchor.map { ValidityCheck.findings($0, at: instant, depth: nil) } ?? [])
    }

    private static func notes(
        _ certificates: [DecodedCertificate?], _ links: IssuerLinks, _ anchors: AnchorIndex, _ policy: Policy, _ instant: Instant
    ) -> [Finding] {
        var notes: [Finding] = []
        for (depth, certificate) in certificates.enumerated() {
            guard let certificate else { continue }
            if !links.depths.contains(depth) { notes += ValidityCheck.findings(certificate, at: instant, depth: depth) }
            if depth == 0 { notes += UnusableNames.notes(certificate, depth: 0, policy: policy) }
            notes += certificate.remarks.map {
                Finding(.other(.profileViolation, detail: $0), depth: depth, rule: "RFC 5280 section 4.1")
            }
        }
        return links.isAnchored ? notes : notes + anchorNotes(anchors)
    }

    /// Anchors that no chain can be linked to; named only where a missing anchor may be one of them.
    private static func anchorNotes(_ anchors: AnchorIndex) -> [Finding] {
        guard let first = anchors.undecodable.first else { return [] }
        let detail =
            "\(anchors.undecodable.count) trust anchors can't be decoded; the first (\(EscapedText(first.origin))): \(first.error)"
        return [Finding(.other(.malformedCertificate, detail: detail), depth: nil, rule: "RFC 5280 section 4.1")]
    }

    private func trace(_ refusals: [Finding]) -> [VerificationStep] {
        let line = links.depths.compactMap { depth in certificates[depth].map { (depth: Int?.some(depth), certificate: $0) } }
        let whole = line + (links.anchor.map { [(depth: nil, certificate: $0)] } ?? [])
        return whole.enumerated().map { place, step in
            let issuer = place + 1 < whole.count ? whole[place + 1].certificate.subject.text : nil
            let codes = refusals.filter { $0.depth == step.depth }.map(\.id.rawValue)
            return VerificationStep(depth: step.depth, subject: step.certificate.subject.text, issuer: issuer, codes: codes)
        }
    }
}

extension [Finding] {
    /// The leaf's findings first, those about no presented certificate last; the order among equals stays.
    fileprivate var inOrderOfDepth: [Finding] {
        if count < 2 { return self }
        return enumerated().sorted { ($0.element.depth ?? .max, $0.offset) < ($1.element.depth ?? .max, $1.offset) }.map(\.element)
    }
}
