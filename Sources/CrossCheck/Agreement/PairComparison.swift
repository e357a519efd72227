import ServerIdentity

/// Two engines' answers to one question, compared aspect by aspect.
///
/// What an acceptance says: every aspect of the engine's scope holds. What a refusal says: the aspects of its findings
/// do not hold; of the others it says nothing, because an engine may stop at the first reason (GnuTLS that finds no
/// issuer may say nothing of dates). So two refusals never contradict each other; only an acceptance and a refusal can.
struct PairComparison {
    let question: Question
    let first: EngineAnswer
    let second: EngineAnswer
    /// What both judge, less what is compared elsewhere.
    let scope: Scope
    /// The certificates whose revocation status is compared elsewhere, by their places in the chain as presented.
    var settled: Set<Int> = []
    let ledger: Ledger
    /// What the two say of the accepted path alone, if they were asked.
    var pathAnswers = PathAnswers.none

    var agreement: Agreement {
        if scope.isEmpty, !differsAboutRevocation {
            return Agreement(class: .outOfScope, detail: "\(first.engine.id) and \(second.engine.id) judge nothing in common")
        }
        switch (first.verdict, second.verdict) {
        case (.undecided(let reason), _): return undecided(first, reason)
        case (_, .undecided(let reason)): return undecided(second, reason)
        case (.accepted, .accepted):
            if let refusal = first.presentedRefusal ?? second.presentedRefusal {
                return Agreement(
                    class: .pathBuilding, detail: "\(first.engine.id) and \(second.engine.id) accept, but \(refusal.advice)")
            }
            return Agreement(class: .agree, detail: "\(first.engine.id) and \(second.engine.id) accept (both judge \(scopeText))")
        case (.accepted(let path), .refused): return difference(accepter: first, path: path, refuser: second)
        case (.refused, .accepted(let path)): return difference(accepter: second, path: path, refuser: first)
        case (.refused, .refused): return bothRefuse()
        }
    }

    /// Whether one refuses for the revocation of a certificate that the other one examined and accepted.
    var differsAboutRevocation: Bool {
        [(first, second), (second, first)].contains { accepter, refuser in
            accepter.verdict.isAccepted
                && refuser.verdict.findings.contains { $0.id.scope == .revocation && isJudged($0, by: accepter) }
        }
    }

    /// Whether the accepting engine judged what the other one refuses for. Revocation is judged certificate by
    /// certificate: of one that an engine did not examine it says nothing, whatever it said of others. An anchor that
    /// was not presented has no place, and no engine says that it examined it.
    private func isJudged(_ finding: Finding, by accepter: EngineAnswer) -> Bool {
        guard finding.id.scope == .revocation else { return scope.contains(finding.id.scope) }
        guard let depth = finding.depth else { return false }
        return accepter.revocationExamined.contains(depth) && !settled.contains(depth)
    }

    private var scopeText: String { scope.words.joined(separator: ", ") }

    private func undecided(_ answer: EngineAnswer, _ reason: String) -> Agreement {
        Agreement(class: .outOfScope, detail: "\(answer.engine.id) could not judge: \(reason)")
    }

    private func bothRefuse() -> Agreement {
        let reasons = "\(Self.reasons(first)); \(Self.reasons(second))"
        // A refusal for revocation says so, whatever was examined.
        let firstAspects = aspects(first)
        let secondAspects = aspects(second)
        if firstAspects == secondAspects, !firstAspects.isEmpty {
            let words = firstAspects.words.joined(separator: ", ")
            return Agreement(
                class: .agree, detail: "\(first.engine.id) and \(second.engine.id) refuse for the same aspects: \(words)")
        }
        return Agreement(
            class: .outOfScope, detail: "both refuse, and a refusal says nothing of aspects that it does not name: \(reasons)")
    }

    private func aspects(_ answer: EngineAnswer) -> Scope {
        answer.verdict.findings.reduce(into: Scope()) { $0.formUnion($1.id.scope) }
            .intersection(scope.union(.revocation))
    }

    private static func reasons(_ answer: EngineAnswer) -> String {
        var ids: [String] = []
        for finding in answer.verdict.findings where !ids.contains(finding.id.rawValue) { ids.append(finding.id.rawValue) }
        return "\(answer.engine.id) refuses for \(ids.joined(separator: ", "))"
    }

    private func difference(accepter: EngineAnswer, path: [CertificateDER], refuser: EngineAnswer) -> Agreement {
        let shared = refuser.verdict.findings.filter { isJudged($0, by: accepter) }
        if shared.isEmpty {
            // A refusal without any finding is no answer at all; it must not pass for agreement.
            if refuser.verdict.findings.isEmpty {
                return Agreement(
                    class: .unexplained, detail: "\(refuser.engine.id) refuses without a reason, \(accepter.engine.id) accepts")
            }
            return Agreement(
                class: .agree,
                detail: "\(Self.reasons(refuser)), which \(accepter.engine.id) does not judge; both agree about \(scopeText)")
        }
        var worst: Agreement?
        for finding in shared {
            let explanation = DifferenceExplanation(
                question: question, accepter: accepter, path: path, refuser: refuser, finding: finding, ledger: ledger)
            worst = Agreement.moreSerious(worst, explanation.agreement)
        }
        if let worst, worst.class.dependsOnPaths,
            let settled = settledByPath(accepter: accepter, path: path, refuser: refuser)
        {
            return settled
        }
        return worst ?? Agreement(class: .unexplained, detail: Self.reasons(refuser))
    }

    /// What a difference comes to once the refuser was asked about the accepted path alone; nil if it was not, or can't
    /// judge that.
    private func settledByPath(
        accepter: EngineAnswer, path: [CertificateDER], refuser: EngineAnswer
    ) -> Agreement? {
        guard let alone = pathAnswers.answers(about: path, of: accepter, and: refuser) else { return nil }
        switch (alone.first.verdict, alone.second.verdict) {
        case (.accepted, .accepted):
            return Agreement(
                class: .pathBuilding,
                detail: "\(Self.reasons(refuser)), and accepts the path of \(accepter.engine.id) where that is sent alone")
        case (.accepted, .refused):
            let pair = PairComparison(
                question: alone.question, first: alone.first, second: alone.second, scope: scope, ledger: ledger)
            let cause = pair.agreement
            if cause.class.dependsOnPaths {
                return Agreement(
                    class: .unexplained,
                    detail: "\(cause.detail), also where the path of \(accepter.engine.id) is sent alone")
            }
            return cause.class == .agree ? nil : cause
        default: return nil
        }
    }
}
