import GnuTLS
import ServerIdentity

/// What GnuTLS said of one chain, and the decoded leaf for judging names.
///
/// `gnutls_x509_trust_list_verify_crt2` compares the name last and adds two bits if it does not match; so the parts can be asked for one after
/// the other, which `NameSplitTests` holds to be the same.
struct GnuTLSJudgement: JudgedChain {
    enum Outcome {
        /// With the path that GnuTLS accepted, leaf first; empty if it accepted none.
        case verified(CertificateList, Verification, path: [CertificateDER], Rearranged?)
        /// A certificate that GnuTLS does not take at all.
        case refused(Finding)
        case undecided(reason: String)
    }

    /// GnuTLS refuses the chain as presented, and accepts these of its certificates, leaf first.
    struct Rearranged: Sendable {
        let presented: Verification
        let order: [Int]
    }

    let engine: EngineIdentity
    let scope: Scope
    let chain: CertificateChain
    let instant: Instant
    let profile: SecurityProfile
    let outcome: Outcome
    /// What is wrong with the anchors.
    let anchorNotes: [Finding]
    /// Nil where a date of an anchor is unknown.
    let anchorEdges: ValidityEdges?

    /// Refusals by date carry the instant, and what GnuTLS can't decode has no dates: neither is remembered.
    var unchangingPeriod: UnchangingPeriod? {
        guard case .verified(let certificates, let verification, _, let rearranged) = outcome, let anchorEdges,
            verification.status.isDisjoint(with: [.expired, .notActivated]),
            rearranged?.presented.status.isDisjoint(with: [.expired, .notActivated]) != false,
            let periods = ValidityPeriod.list(certificates.validity)
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
            return EngineAnswer(engine: engine, scope: scope, verdict: .rejected([finding]), notes: anchorNotes)
        case .verified(let certificates, let chainOnly, let path, let rearranged):
            let verification = name.map { chainOnly.adding(nameMatches: certificates.leafMatches($0)) } ?? chainOnly
            let chain = chain
            func answer(_ verdict: Verdict, notes: [Finding] = []) -> EngineAnswer {
                EngineAnswer(
                    engine: engine, scope: scope, verdict: verdict, notes: notes + anchorNotes,
                    trace: verification.steps.map { VerificationStep($0, in: chain) })
            }
            guard verification.isTrusted else { return answer(.rejected(findings(of: verification, identity))) }
            let notes = commonNameNotes(certificates, name, identity)
            guard let rearranged else { return answer(.accepted(path: path), notes: notes) }
            let refusal = presentedRefusal(rearranged)
            let advice = Finding(
                .other(refusal.findings.first?.id ?? .unknownIssuer, detail: refusal.advice), depth: nil,
                rule: "RFC 8446 section 4.4.2", native: refusal.findings.first?.native)
            var accepted = answer(.accepted(path: path), notes: notes + [advice])
            accepted.presentedRefusal = refusal
            return accepted
        }
    }

    private func presentedRefusal(_ rearranged: Rearranged) -> PresentedRefusal {
        PresentedRefusal(
            findings: findings(of: rearranged.presented, nil),
            advice: ServerAdvice(path: rearranged.order, presented: chain.certificates.count).text)
    }

    /// GnuTLS 3.7.9 falls back to the common name of a leaf without subjectAltName, and no flag turns that off: say so.
    private func commonNameNotes(_ certificates: CertificateList, _ name: PeerName?, _ identity: ReferenceIdentity?)
        -> [Finding]
    {
        guard let identity, case .host = name, !certificates.leafHasSubjectAlternativeName else { return [] }
        let detail = "GnuTLS matched '\(identity)' with the common name: the certificate has no subjectAltName"
        return [Finding(.other(.noUsableName, detail: detail), depth: 0, rule: "RFC 9525 section 2")]
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
