import ServerIdentity

/// One chain being judged: the certificates decoded once, a path found or refused; the name is left for later.
struct SwiftJudgement: JudgedChain {
    private let subject: ChainQuestion
    private let instant: Instant
    private let engine: SwiftValidator
    private let anchors: AnchorIndex
    /// By depth; nil for a certificate that can't be decoded.
    private let certificates: [DecodedCertificate?]
    private let outcome: Outcome
    private let notes: [Finding]
    private let scope: Scope
    private let revocationExamined: [Int]
    private let crlEdges: ValidityEdges
    private let dependsOnResponses: Bool

    private enum Outcome {
        /// Leaf first, anchor last.
        case accepted([PathCertificate])
        case refused(RefusedPath, [Finding])
        case undecided(RefusedPath, reason: String)

        var path: [PathCertificate] {
            switch self {
            case .accepted(let path): path
            case .refused(let path, _), .undecided(let path, _): path.certificates
            }
        }
    }

    init(_ subject: ChainQuestion, at instant: Instant, anchors: AnchorIndex, crls: CRLIndex, engine: SwiftValidator) {
        self.subject = subject
        self.instant = instant
        self.engine = engine
        self.anchors = anchors
        let decoded = subject.chain.certificates.enumerated().map { depth, der in
            Result { () throws(CertificateDecodingError) in
                if depth > 0, let known = engine.rememberedCAs.certificate(der) { return PathCertificate(known, depth: depth) }
                return PathCertificate(try engine.decode(der), depth: depth)
            }
        }
        let presented = decoded.map { try? $0.get() }
        certificates = presented.map { $0?.decoded }
        let revocation = RevocationJudge(subject, crls: crls, program: anchors.program)
        let context = PathContext(
            presented, anchors: anchors, policy: subject.policy, instant: instant, rules: engine.rules, revocation: revocation)
        let octets = subject.chain.octets
        outcome =
            octets > engine.limits.chainOctets
            ? .undecided(
                RefusedPath(certificates: [], isAnchored: false),
                reason: "certificates of \(octets) octets are more than the limit of \(engine.limits.chainOctets)")
            : Self.outcome(decoded, context, engine.limits)
        if case .accepted(let path) = outcome { engine.rememberedCAs.remember(acceptedPath: path) }
        var notes = Self.notes(context, outcome, anchors, engine.limits) + revocation.notes(outcome.path, context)
        if case .accepted = outcome { notes += Self.formFindings(decoded) }
        self.notes = notes
        revocationExamined = revocation.examined(outcome.path).compactMap(\.depth)
        // Of a refusal too: its findings speak for themselves, and about the other certificates it says nothing.
        scope = revocationExamined.isEmpty ? engine.scope : engine.scope.union(.revocation)
        crlEdges = ValidityEdges(of: crls.periods)
        dependsOnResponses = subject.revocation.hasResponses
    }

    private static func outcome(
        _ decoded: [Result<PathCertificate, CertificateDecodingError>], _ context: PathContext, _ limits: PathLimits
    ) -> Outcome {
        let form = formFindings(decoded)
        // What refuses a chain wherever it stands in it.
        let anywhere = form.filter { isNeeded($0, context.policy) } + context.distrusted
        guard let leaf = context.presented.first ?? nil else {
            return .refused(RefusedPath(certificates: [], isAnchored: false), anywhere)
        }
        let leafFlaws = CertificateCheck.flaws(ofLeaf: leaf, context)
        var search = IssuerSearch(context, limits: limits)
        if anywhere.isEmpty, leafFlaws.isEmpty, let path = search.firstSoundPath(from: leaf) { return .accepted(path) }
        let spent = search.budget.exceeded
        let refused = search.bestRefusedPath(from: leaf)
        var flaws = leafFlaws + search.flaws(along: refused)
        if let spent {
            flaws.append(
                .finding(
                    Finding(
                        .other(.pathBudgetExceeded, .workLimit, detail: "the search for a path was given up: \(spent)"),
                        depth: nil)))
        }
        // A certificate that can't be decoded may be the issuer that is missed.
        let isIncomplete = context.presented.contains { $0 == nil }
        let found = flaws.compactMap(\.finding).filter { !isIncomplete || $0.id != .unknownIssuer }
        let findings = (form + context.distrusted + found).withoutRepetition
        if !findings.isEmpty { return .refused(refused, findings) }
        for case .undecided(let reason) in flaws { return .undecided(refused, reason: reason) }
        // A path without a flaw would have been found above.
        return .undecided(refused, reason: "no path was found, and none to blame either; this is an error in the validator")
    }

    /// What can't be decoded has no dates, findings about dates carry the instant, and a stapled response has dates of
    /// its own: none of them is remembered.
    var unchangingPeriod: UnchangingPeriod? {
        let readable = certificates.compactMap { $0?.validity }
        var findings = notes
        if case .refused(_, let refusals) = outcome { findings += refusals }
        guard readable.count == certificates.count, !dependsOnResponses, !findings.contains(where: { $0.id.category == .time })
        else {
            return nil
        }
        return UnchangingPeriod(around: instant, presented: readable, edges: [anchors.edges, crlEdges])
    }

    func answer(for identity: ReferenceIdentity) -> EngineAnswer {
        let leaf = certificates.first ?? nil
        return answer(
            leaf.flatMap { engine.matchName($0, identity, policy: subject.policy) }, scope: scope,
            UnconstrainedService.note(identity, outcome.path).map { [$0] } ?? [])
    }

    func answerWithoutName() -> EngineAnswer { answer(nil, scope: scope.subtracting(.name)) }

    private func answer(_ name: Finding?, scope: Scope, _ kindNotes: [Finding] = []) -> EngineAnswer {
        let nameFindings = name.map { [$0] } ?? []
        let verdict: Verdict
        switch outcome {
        case .accepted(let path): verdict = name.map { .refused([$0]) } ?? .accepted(path: path.map(\.decoded.der))
        case .refused(_, let findings): verdict = .refused((nameFindings + findings).inOrderOfDepth)
        // A name that does not match refuses, whatever could not be told of the path.
        case .undecided(_, let reason): verdict = name.map { .refused([$0]) } ?? .undecided(reason: reason)
        }
        var answer = EngineAnswer(
            engine: engine.identity, scope: scope, verdict: verdict, notes: (notes + kindNotes).inOrderOfDepth,
            trace: trace(verdict.findings))
        answer.revocationExamined = revocationExamined
        if let leaf = certificates.first ?? nil {
            answer.presentedNames = { leaf.names + leaf.commonNames.map { .commonName($0) } }
        }
        return answer
    }

    /// Of certificates that can't be decoded, the leaf's decides, and that of others where a preset enforces how
    /// certificates are made; else those that the path needs decide, as with dates.
    private static func isNeeded(_ form: Finding, _ policy: Policy) -> Bool {
        form.depth == 0 || form.id == .pathBudgetExceeded || !policy.enforcedRules.isEmpty
    }

    private static func formFindings(_ decoded: [Result<PathCertificate, CertificateDecodingError>]) -> [Finding] {
        decoded.enumerated().compactMap { depth, result in
            guard case .failure(let error) = result else { return nil }
            if error.isLimit {
                return Finding(.other(.pathBudgetExceeded, .workLimit, detail: error.description), depth: depth)
            }
            return Finding(
                .other(.malformedCertificate, .undecodableCertificate, detail: error.description), depth: depth,
                rule: "RFC 5280 section 4.1")
        }
    }

    private static func notes(
        _ context: PathContext, _ outcome: Outcome, _ anchors: AnchorIndex, _ limits: PathLimits
    ) -> [Finding] {
        var notes: [Finding] = []
        let path = outcome.path
        notes += PathPeculiarities.notes(path, context)
        for certificate in context.presented {
            guard let certificate, !path.contains(where: { $0 === certificate }) else { continue }
            notes += CertificateCheck.validityFindings(certificate, at: context.instant)
            notes += CertificateCheck.extensionFindings(certificate)
        }
        for (place, certificate) in path.enumerated() {
            let role: PathRole = place == 0 ? .leaf : context.isAnchor(certificate) ? .anchor : .intermediate
            notes += context.advice(certificate, role)
        }
        if let leaf = path.first {
            notes += CertificateCheck.usageNotes(leaf, context.policy.purpose)
            notes += UnusableNames.notes(leaf.decoded, depth: 0, policy: context.policy)
        }
        if case .accepted(let path) = outcome {
            return notes + (UnconstrainedCommonName.note(path, limits: limits).map { [$0] } ?? [])
        }
        return path.last.map(context.isAnchor) == true ? notes : notes + anchorNotes(anchors)
    }

    /// Anchors that no chain can be linked to; named only where a missing anchor may be one of them.
    private static func anchorNotes(_ anchors: AnchorIndex) -> [Finding] {
        guard let first = anchors.undecodable.first else { return [] }
        let detail =
            "\(anchors.undecodable.count) trust anchors can't be decoded; the first (\(EscapedText(first.origin))): \(first.error)"
        return [
            Finding(
                .other(.malformedCertificate, .undecodableAnchor, detail: detail), depth: nil, rule: "RFC 5280 section 4.1",
                origin: .anchor)
        ]
    }

    private func trace(_ refusals: [Finding]) -> [VerificationStep] {
        let path = outcome.path
        return path.enumerated().map { place, step in
            let issuer = place + 1 < path.count ? path[place + 1].decoded.subject.text : nil
            let codes = refusals.filter { $0.depth == step.depth }.map(\.id.rawValue)
            return VerificationStep(depth: step.depth, subject: step.decoded.subject.text, issuer: issuer, codes: codes)
        }
    }
}

extension [Finding] {
    /// The leaf's findings first, those about no presented certificate last; the order among equals stays.
    fileprivate var inOrderOfDepth: [Finding] {
        if count < 2 { return self }
        return enumerated().sorted { ($0.element.depth ?? .max, $0.offset) < ($1.element.depth ?? .max, $1.offset) }.map(\.element)
    }

    /// Each finding once; refusals have few.
    fileprivate var withoutRepetition: [Finding] {
        reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
