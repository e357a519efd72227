import ServerIdentity

/// Why one engine refuses, for one finding, what another accepts: the causes that can be told from the answers
/// themselves.
struct DifferenceExplanation {
    let question: Question
    let accepter: EngineAnswer
    /// The path along which it accepted.
    let path: [CertificateDER]
    let refuser: EngineAnswer
    let finding: Finding
    let ledger: Ledger

    var agreement: Agreement {
        if let (entry, source) = ledger.explanation(of: difference) {
            return Agreement(
                class: .knownDifference, ledgerID: entry.id, ledgerSource: source,
                detail: "\(statement): \(entry.summary) (\(entry.rule))")
        }
        if isNamePolicy {
            return Agreement(
                class: .namePolicy,
                detail:
                    "\(statement): the policy '\(question.policy.preset)' loosens name rules, and \(refuser.engine.id) can't be told"
            )
        }
        if isOffThePath {
            return Agreement(
                class: .pathBuilding,
                detail: "\(statement): the path that \(accepter.engine.id) accepted does not use that certificate"
                    + unsignedPathCaveat)
        }
        if isIssuerPassedOver {
            return Agreement(
                class: .pathBuilding,
                detail: "\(statement): the path that \(accepter.engine.id) accepted needs no other issuer than was presented")
        }
        if let other = otherInstant {
            return Agreement(
                class: .time, detail: "\(statement): \(refuser.engine.id) judged at \(other), not at \(question.instant)")
        }
        if isTrustInput {
            return Agreement(
                class: .trustInput, detail: "\(statement): the path of \(accepter.engine.id) ends in no anchor of the question")
        }
        return Agreement(class: .unexplained, detail: "\(statement); the ledger does not hold this difference")
    }

    /// Links by name and key identifier alone can be forged by whoever presents the chain.
    private var unsignedPathCaveat: String {
        accepter.scope.contains(.signatures) ? "" : ", and \(accepter.engine.id) checks no signatures: its path may lead nowhere"
    }

    private var statement: String {
        let place = finding.depth.map { " about certificate \($0)" } ?? ""
        return "\(accepter.engine.id) accepts, \(refuser.engine.id) refuses for \(finding.id.rawValue)\(place)"
    }

    private var difference: DifferenceCase {
        DifferenceCase(
            question: question, accepter: accepter.engine, notes: accepter.notes, refuser: refuser.engine,
            finding: finding,
            presented: {
                let names = accepter.presentedNames()
                return names.isEmpty ? refuser.presentedNames() : names
            })
    }

    /// Only the independent validator reads the policy's name rules; the libraries have one rule each.
    private var isNamePolicy: Bool {
        let policy = question.policy
        let strict = Policy.default
        let isLoosened =
            policy.commonNameFallback == .allow || policy.partialWildcards == .allow
            || policy.minimumWildcardLabels < strict.minimumWildcardLabels
        return isLoosened && finding.id.scope == .name && accepter.engine.id == Agreement.yardstickID
    }

    /// The refusal is about a certificate beside the accepted path; or it names none, and the accepter itself noted the
    /// same about one beside its path.
    private var isOffThePath: Bool {
        guard finding.id.scope != .name, !path.isEmpty else { return false }
        // A library that does not come back from a wrong issuer refuses another path than the accepted one. The
        // validator comes back. What the leaf is by itself is the same on every path.
        let isOfPath =
            finding.depth != 0 || finding.id == .nameConstraintViolation || finding.id.scope == .path || finding.id == .badSignature
        if isOfPath, refuser.engine.id != Agreement.yardstickID,
            refuser.trace.contains(where: { $0.depth.map(isOffThePath) == true || isAboveTheAnchor($0) })
        {
            return true
        }
        if let depth = finding.depth { return isOffThePath(depth) }
        return accepter.notes.contains { $0.id == finding.id && $0.depth.map(isOffThePath) == true }
    }

    private func isOffThePath(_ depth: Int) -> Bool {
        let sent = question.chain.certificates
        return sent.indices.contains(depth) && !path.contains(sent[depth])
    }

    /// Whether a step asks who issued the anchor at which the accepted path ends.
    private func isAboveTheAnchor(_ step: VerificationStep) -> Bool {
        let sent = question.chain.certificates
        guard let depth = step.depth, sent.indices.contains(depth), let issuer = step.issuer else { return false }
        return sent[depth] == path.last && isAnchor(sent[depth]) && issuer != step.subject
    }

    /// A library misses the issuer of a certificate, and the accepted path goes on from that certificate with one that
    /// was presented and is not its end, or ends there, at an anchor: the library looked elsewhere.
    private var isIssuerPassedOver: Bool {
        let sent = question.chain.certificates
        guard finding.id == .unknownIssuer, refuser.engine.id != Agreement.yardstickID, let depth = finding.depth,
            sent.indices.contains(depth), let place = path.firstIndex(of: sent[depth])
        else { return false }
        let above = path[(place + 1)...]
        return above.isEmpty && isAnchor(sent[depth]) || above.count > 1 && sent.contains(path[place + 1])
    }

    private func isAnchor(_ certificate: CertificateDER) -> Bool {
        question.anchors.anchors.contains { $0.certificate == certificate }
    }

    private var otherInstant: Instant? {
        switch finding.evidence {
        case .expired(let instant, _), .notYetValid(let instant, _): instant == question.instant ? nil : instant
        default: nil
        }
    }

    private var isTrustInput: Bool {
        guard finding.id == .unknownIssuer || finding.id == .selfSigned, accepter.scope.contains(.path), let last = path.last
        else { return false }
        return !isAnchor(last)
    }
}
