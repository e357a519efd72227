#if OpenSSL
import ServerIdentity

/// What OpenSSL said of one chain, and the decoded leaf for judging names.
struct OpenSSLJudgement: JudgedChain {
    enum Outcome: Sendable {
        /// With notes on revocation lists that OpenSSL does not have, or that do not count.
        case verified([X509Certificate], ChainVerification, DistrustJudgement, notes: [Finding])
        /// A certificate that OpenSSL does not take at all.
        case refused(Finding)
        case undecided(reason: String)
    }

    let engine: EngineIdentity
    let scope: Scope
    let subject: ChainQuestion
    let instant: Instant
    let outcome: Outcome
    /// What is wrong with the anchors.
    let anchorNotes: [Finding]
    /// Whether OpenSSL was given every list that there is, and asked about them: what it does not refuse is good then.
    let isRevocationComplete: Bool
    /// Nil where a date of an anchor is unknown.
    let anchorEdges: ValidityEdges?
    /// Anchors of the question that OpenSSL does not have because the root program distrusts them, by subject.
    let distrustedAnchors: [[UInt8]: DistrustedCertificate]

    /// Refusals by date carry the instant, lists have dates of their own, and what OpenSSL can't decode has none: none
    /// of them is remembered.
    var unchangingPeriod: UnchangingPeriod? {
        guard case .verified(let chain, let verification, _, _) = outcome, let anchorEdges,
            subject.crls.lists.isEmpty,
            subject.revocation.responses.isEmpty,
            !verification.errors.contains(where: \.code.isAboutDates)
        else { return nil }
        let periods = chain.map(\.validity)
        if periods.contains(where: { $0 == nil }) { return nil }
        return UnchangingPeriod(around: instant, presented: periods.compactMap(\.self), anchors: anchorEdges)
    }

    func answer(for identity: ReferenceIdentity) -> EngineAnswer { answer(identity) }

    func answerWithoutName() -> EngineAnswer { answer(nil) }

    private func answer(_ identity: ReferenceIdentity?) -> EngineAnswer {
        func answer(_ verdict: Verdict, _ scope: Scope, notes: [Finding] = [], trace: [VerificationStep] = []) -> EngineAnswer {
            EngineAnswer(engine: engine, scope: scope, verdict: verdict, notes: notes + anchorNotes, trace: trace)
        }
        let isNameJudged = identity.map(\.isJudgedByOpenSSL) == true
        let scope = isNameJudged ? scope : scope.subtracting(.name)
        switch outcome {
        case .undecided(let reason): return answer(.undecided(reason: reason), scope)
        case .refused(let finding): return answer(.refused([finding]), scope)
        case .verified(let chain, let verification, let distrust, let notes):
            let judged = verdict(chain, verification, distrust, isNameJudged ? identity : nil)
            let subject = subject
            let examined = examined(verification)
            var answer = EngineAnswer(
                engine: engine, scope: examined.isEmpty ? scope : scope.union(.revocation), verdict: judged.verdict,
                notes: judged.notes + notes + anchorNotes,
                trace: VerificationStep.steps(verification, chain, in: subject.chain))
            answer.revocationExamined = examined
            return answer
        }
    }

    /// The certificates below the anchor whose status OpenSSL told: of a path that it accepted all but those passed
    /// over, of another one those that are revoked.
    private func examined(_ verification: ChainVerification) -> [Int] {
        let revoked = Set(verification.errors.filter { $0.code.meaning == .finding(.revoked) }.map(\.pathDepth))
        let places =
            verification.isVerified && isRevocationComplete
            ? Set(verification.path.indices.dropLast()).subtracting(verification.undetermined.keys) : revoked
        return places.compactMap { place in
            verification.path.indices.contains(place)
                ? subject.chain.certificates.firstIndex { $0.octets == verification.path[place] } : nil
        }.sorted()
    }

    private func verdict(
        _ chain: [X509Certificate], _ verification: ChainVerification, _ distrust: DistrustJudgement,
        _ identity: ReferenceIdentity?
    ) -> (verdict: Verdict, notes: [Finding]) {
        var findings: [Finding] = []
        for error in verification.errors {
            guard let finding = finding(for: error, chain) else {
                return (.undecided(reason: "OpenSSL could not verify: \(error.code.text) (\(error.code.name))"), [])
            }
            findings.append(finding)
        }
        findings += distrust.findings
        if let identity, let leaf = chain.first, let mismatch = leaf.mismatch(with: identity, policy: subject.policy) {
            findings.append(mismatch)
        }
        guard findings.isEmpty else { return (.refused(findings), []) }
        guard verification.isVerified else {
            return (.undecided(reason: "OpenSSL refuses the chain and reports no error"), [])
        }
        let notes = [distrust.passedDate].compactMap(\.self).map {
            Finding($0.evidence, cause: .otherPathTaken, depth: nil, rule: $0.rule, origin: .adapter, native: $0.native)
        }
        return (.accepted(path: verification.path.compactMap { try? CertificateDER($0) }), notes)
    }
}

extension VerificationCode {
    var isAboutDates: Bool { meaning == .finding(.expired) || meaning == .finding(.notYetValid) }
}

extension VerificationStep {
    /// One step for each certificate of the path that OpenSSL built.
    static func steps(_ verification: ChainVerification, _ presented: [X509Certificate], in chain: CertificateChain)
        -> [VerificationStep]
    {
        verification.path.enumerated().map { place, der in
            let certificate = X509Certificate(der: der)
            let errors = verification.errors.filter { $0.certificate == der || $0.certificate.isEmpty && $0.pathDepth == place }
            let next = place + 1 < verification.path.count ? X509Certificate(der: verification.path[place + 1]) : nil
            return VerificationStep(
                depth: chain.certificates.firstIndex { $0.octets == der },
                subject: EscapedText(certificate?.subject ?? "").description,
                issuer: next.map { EscapedText($0.subject).description }, codes: errors.map(\.code.name))
        }
    }
}
#endif
