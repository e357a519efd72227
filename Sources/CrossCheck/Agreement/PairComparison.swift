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
    let ledger: Ledger

    var agreement: Agreement {
        if scope.isEmpty {
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

    private var scopeText: String { scope.words.joined(separator: ", ") }

    private func undecided(_ answer: EngineAnswer, _ reason: String) -> Agreement {
        Agreement(class: .outOfScope, detail: "\(answer.engine.id) could not judge: \(reason)")
    }

    private func bothRefuse() -> Agreement {
        let reasons = "\(Self.reasons(first)); \(Self.reasons(second))"
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
        answer.verdict.findings.reduce(into: Scope()) { $0.formUnion($1.id.scope) }.intersection(scope)
    }

    private static func reasons(_ answer: EngineAnswer) -> String {
        var ids: [String] = []
        for finding in answer.verdict.findings where !ids.contains(finding.id.rawValue) { ids.append(finding.id.rawValue) }
        return "\(answer.engine.id) refuses for \(ids.joined(separator: ", "))"
    }

    private func difference(accepter: EngineAnswer, path: [CertificateDER], refuser: EngineAnswer) -> Agreement {
        let shared = refuser.verdict.findings.filter { scope.contains($0.id.scope) }
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
        return worst ?? Agreement(class: .unexplained, detail: Self.reasons(refuser))
    }
}
