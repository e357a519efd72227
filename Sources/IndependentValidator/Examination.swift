import ServerIdentity

/// One question being judged: the certificates decoded once, then linked, then checked.
struct Examination {
    private let question: Question
    private let engine: SwiftValidator
    private let anchors: AnchorIndex
    private let decoded: [Result<DecodedCertificate, CertificateDecodingError>]
    private let certificates: [DecodedCertificate?]
    private let links: IssuerLinks

    init(_ question: Question, anchors: AnchorIndex, engine: SwiftValidator) {
        self.question = question
        self.engine = engine
        self.anchors = anchors
        decoded = question.chain.certificates.map { der in
            Result { () throws(CertificateDecodingError) in try DecodedCertificate(der) }
        }
        certificates = decoded.map { try? $0.get() }
        links = IssuerLinks(certificates, anchors: anchors, at: question.instant)
    }

    var answer: EngineAnswer {
        let refusals = formFindings + nameFindings + validityFindings
        let verdict: Verdict = refusals.isEmpty ? .accepted(path: path) : .rejected(refusals.inOrderOfDepth)
        return EngineAnswer(
            engine: engine.identity, scope: engine.scope, verdict: verdict, notes: notes.inOrderOfDepth, trace: trace(refusals))
    }

    /// Leaf first, the anchor last if one was found.
    private var path: [CertificateDER] {
        links.depths.map { question.chain.certificates[$0] } + (links.anchor.map { [$0.der] } ?? [])
    }

    private var formFindings: [Finding] {
        decoded.enumerated().compactMap { depth, result in
            guard case .failure(let error) = result else { return nil }
            return Finding(.other(.malformedCertificate, detail: error.description), depth: depth, rule: "RFC 5280 section 4.1")
        }
    }

    private var nameFindings: [Finding] {
        guard let leaf = certificates.first ?? nil else { return [] }
        return engine.matchName(leaf, question.identity, policy: question.policy).map { [$0] } ?? []
    }

    private var validityFindings: [Finding] {
        let presented = links.depths.flatMap { depth in certificates[depth].map { validity($0, depth) } ?? [] }
        return presented + (links.anchor.map { validity($0, nil) } ?? [])
    }

    private func validity(_ certificate: DecodedCertificate, _ depth: Int?) -> [Finding] {
        ValidityCheck.findings(certificate, at: question.instant, depth: depth)
    }

    private var notes: [Finding] {
        var notes: [Finding] = []
        for (depth, certificate) in certificates.enumerated() {
            guard let certificate else { continue }
            if !links.depths.contains(depth) { notes += validity(certificate, depth) }
            if depth == 0 { notes += UnusableNames.notes(certificate, depth: 0, policy: question.policy) }
            notes += certificate.remarks.map {
                Finding(.other(.profileViolation, detail: $0), depth: depth, rule: "RFC 5280 section 4.1")
            }
        }
        return links.isAnchored ? notes : notes + anchorNotes
    }

    /// Anchors that no chain can be linked to; named only where a missing anchor may be one of them.
    private var anchorNotes: [Finding] {
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
        enumerated().sorted { ($0.element.depth ?? .max, $0.offset) < ($1.element.depth ?? .max, $1.offset) }.map(\.element)
    }
}
