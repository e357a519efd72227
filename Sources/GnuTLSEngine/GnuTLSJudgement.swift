import GnuTLS
import ServerIdentity

/// What GnuTLS said of one chain, and the decoded leaf for judging names.
///
/// `gnutls_x509_trust_list_verify_crt2` compares the name last and adds two bits if it does not match; so the parts can
/// be asked for one after the other, which `NameSplitTests` holds to be the same.
struct GnuTLSJudgement: JudgedChain {
    enum Outcome {
        case verified(Verified)
        /// A certificate that GnuTLS does not take at all.
        case refused(Finding)
        case undecided(reason: String)
    }

    /// What GnuTLS said, the name left out.
    struct Verified: Sendable {
        let certificates: CertificateList
        /// Of the chain as presented, or of the path that was accepted instead.
        var verification: Verification
        var rearranged: Rearranged?
        var revocation = RevocationJudgement.none
        var distrust = DistrustJudgement.none
        var notes: [Finding] = []

        /// The path that GnuTLS accepted, leaf first; empty if it accepted none.
        var path: [CertificateDER] { verification.isTrusted ? verification.path.compactMap { try? CertificateDER($0) } : [] }

        init(certificates: CertificateList, verification: Verification) {
            self.certificates = certificates
            self.verification = verification
        }

        /// Whether no other path could be accepted: a chain that holds a distrusted certificate is refused, whatever
        /// leads around it.
        func isRefusedAnyway(_ rootProgram: GnuTLSEngine.RootProgram) -> Bool {
            rootProgram == .enforced && !distrust.presented.isEmpty
        }
    }

    /// GnuTLS refuses the chain as presented, and accepts these of its certificates, leaf first.
    struct Rearranged: Sendable {
        let presented: Verification
        let order: [Int]
        /// Whether GnuTLS accepts them by an anchor that it does not ask, because it finds another one by a name on the
        /// path.
        let hasOtherAnchor: Bool
    }

    let engine: EngineIdentity
    let scope: Scope
    let subject: ChainQuestion
    let instant: Instant
    let profile: SecurityProfile
    let outcome: Outcome
    /// What is wrong with the anchors.
    let anchorNotes: [Finding]
    /// Nil where a date of an anchor is unknown.
    let anchorEdges: ValidityEdges?
    /// Anchors of the question that GnuTLS does not have because the root program distrusts them, by subject.
    let distrustedAnchors: [[UInt8]: DistrustedCertificate]
    let rootProgram: GnuTLSEngine.RootProgram

    var chain: CertificateChain { subject.chain }

    /// Refusals by date carry the instant, lists and stapled responses have dates of their own, and what GnuTLS can't
    /// decode has none: none of them is remembered.
    var unchangingPeriod: UnchangingPeriod? {
        guard case .verified(let verified) = outcome, let anchorEdges, subject.crls.lists.isEmpty,
            !subject.revocation.hasResponses,
            verified.verification.status.isDisjoint(with: [.expired, .notActivated]),
            verified.rearranged?.presented.status.isDisjoint(with: [.expired, .notActivated]) != false,
            let periods = ValidityPeriod.list(verified.certificates.validity)
        else { return nil }
        return UnchangingPeriod(around: instant, presented: periods, anchors: anchorEdges)
    }

    func answer(for identity: ReferenceIdentity) -> EngineAnswer { answer(identity) }

    func answerWithoutName() -> EngineAnswer { answer(nil) }

    private func answer(_ identity: ReferenceIdentity?) -> EngineAnswer {
        let name = identity.flatMap { PeerName($0) }
        let scope = name == nil ? scope.subtracting(.name) : scope
        switch outcome {
        case .undecided(let reason):
            return EngineAnswer(engine: engine, scope: scope, verdict: .undecided(reason: reason), notes: anchorNotes)
        case .refused(let finding):
            return EngineAnswer(engine: engine, scope: scope, verdict: .refused([finding]), notes: anchorNotes)
        case .verified(let verified): return answer(verified, name, identity, scope)
        }
    }

    private func answer(_ verified: Verified, _ name: PeerName?, _ identity: ReferenceIdentity?, _ scope: Scope) -> EngineAnswer {
        let certificates = verified.certificates
        let verification =
            name.map { verified.verification.adding(nameMatches: certificates.leafMatches($0)) } ?? verified.verification
        let scope = verified.revocation.examined.isEmpty ? scope : scope.union(.revocation)
        let chain = chain
        func answer(_ verdict: Verdict, notes: [Finding] = []) -> EngineAnswer {
            var answer = EngineAnswer(
                engine: engine, scope: scope, verdict: verdict,
                notes: notes + verified.notes + verified.revocation.notes + anchorNotes,
                trace: verification.steps.map { VerificationStep($0, in: chain) })
            answer.revocationExamined = verified.revocation.examined
            return answer
        }
        let reasons = refusals(verified, verification, identity)
        if !reasons.isEmpty, reasons.allSatisfy({ $0.id == .badSignature }), !unusualSalts.isEmpty {
            return answer(
                .undecided(reason: "GnuTLS can't check an RSA-PSS signature whose salt is not as long as its hash"))
        }
        guard reasons.isEmpty, verification.isTrusted else { return answer(.refused(reasons)) }
        let notes =
            commonNameNotes(certificates, name, identity) + saltNotes + limitNotes(verified.path)
            + verified.distrust.passedOver
        guard let rearranged = verified.rearranged else { return answer(.accepted(path: verified.path), notes: notes) }
        let refusal = presentedRefusal(rearranged)
        let advice = Finding(
            .other(refusal.findings.first?.id ?? .unknownIssuer, .orderPresented, detail: refusal.advice), depth: nil,
            rule: "RFC 8446 section 4.4.2", origin: .adapter, native: refusal.findings.first?.native)
        var accepted = answer(.accepted(path: verified.path), notes: notes + [advice])
        accepted.presentedRefusal = refusal
        return accepted
    }

    private func refusals(_ verified: Verified, _ verification: Verification, _ identity: ReferenceIdentity?) -> [Finding] {
        let isBlocked = verification.status.contains(.revoked)
        // What GnuTLS is not told, and its blocklist has not said already.
        let distrust =
            rootProgram == .enforced && !isBlocked
            ? verified.distrust.findings(isTrustedByGnuTLS: verified.verification.isTrusted) : []
        let reasons =
            verification.isTrusted ? [] : findings(of: verification, identity, isBlocked ? verified.distrust.presented : distrust)
        return reasons + distrust + verified.revocation.findings
    }

    /// Certificates by their places that are signed with an RSA-PSS salt of another length than the hash.
    private var unusualSalts: [Int] {
        chain.certificates.indices.filter { PSSSalt.isUnusual(in: chain.certificates[$0].octets) }
    }

    private var saltNotes: [Finding] {
        unusualSalts.map {
            let detail =
                "it is signed by RSA-PSS with a salt that is not as long as the hash, whose length GnuTLS does not check"
            return Finding(
                .other(.profileViolation, .unusualSalt, detail: detail), depth: $0, rule: "RFC 4055 section 3.1",
                origin: .adapter)
        }
    }

    /// GnuTLS 3.7.9 can't be told how many intermediates the policy allows where it verifies against a trust list.
    private func limitNotes(_ path: [CertificateDER]) -> [Finding] {
        guard let limit = subject.policy.maximumIntermediates, path.count - 2 > limit else { return [] }
        let detail = "the path has \(path.count - 2) intermediates; the policy allows \(limit), which GnuTLS can't be told"
        return [Finding(.other(.pathLengthExceeded, .maximumIntermediates, detail: detail), depth: nil, origin: .adapter)]
    }

    private func presentedRefusal(_ rearranged: Rearranged) -> PresentedRefusal {
        PresentedRefusal(
            findings: findings(of: rearranged.presented, nil, []),
            advice: rearranged.hasOtherAnchor
                ? "programs that use GnuTLS ask one trust anchor, by its name, and refuse the chain by it; by another one "
                    + "whose name stands on the path it is accepted: take the one that is no longer used out of the trust "
                    + "store"
                : ServerAdvice(path: rearranged.order, presented: chain.certificates.count).text)
    }

    /// GnuTLS 3.7.9 falls back to the common name of a leaf without subjectAltName, and no flag turns that off: say so.
    private func commonNameNotes(_ certificates: CertificateList, _ name: PeerName?, _ identity: ReferenceIdentity?)
        -> [Finding]
    {
        guard let identity, case .host = name, !certificates.leafHasSubjectAlternativeName else { return [] }
        let detail = "GnuTLS matched '\(identity)' with the common name: the certificate has no subjectAltName"
        return [
            Finding(
                .other(.noUsableName, .commonNameMatched, detail: detail), depth: 0, rule: "RFC 9525 section 2",
                origin: .adapter)
        ]
    }
}

extension ValidityPeriod {
    /// Nil if GnuTLS could not read one of the dates.
    static func list(_ dates: [(notBefore: Int64, notAfter: Int64)]) -> [ValidityPeriod]? {
        var periods: [ValidityPeriod] = []
        for dates in dates {
            guard dates.notBefore != -1, dates.notAfter != -1, let notBefore = Instant(secondsSinceEpoch: dates.notBefore),
                let notAfter = Instant(secondsSinceEpoch: dates.notAfter)
            else { return nil }
            periods.append(ValidityPeriod(notBefore: notBefore, notAfter: notAfter))
        }
        return periods
    }
}
