public import ServerIdentity

/// What the caller asked for and no engine judged: an acceptance says nothing of it, so that it is a finding of its
/// own.
public enum UnjudgedAspects {
    /// The findings; none if an engine refuses or is undecided, which says enough.
    ///
    /// - Parameters:
    ///   - subject: what was asked.
    ///   - answers: of the engines that decide.
    public static func findings(_ subject: ChainQuestion, _ answers: [EngineAnswer]) -> [Finding] {
        let requirement = subject.policy.revocation
        guard requirement.demandsStatus(at: 0, hasCRLs: !subject.crls.lists.isEmpty), !answers.isEmpty,
            !answers.contains(where: { $0.scope.contains(.revocation) })
        else { return [] }
        var isBelowAnchor = requirement == .leaf || requirement == .chain
        for answer in answers {
            guard case .accepted(let path) = answer.verdict else { return [] }
            if path.count > 1 { isBelowAnchor = true }
        }
        guard isBelowAnchor else { return [] }
        let reasons = answers.compactMap { answer in
            answer.notes.first { $0.id == .revocationUnavailable }.map { "\(answer.engine.id): \($0.evidence)" }
        }
        let why = reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))"
        return [
            Finding(
                .other(
                    .revocationUnavailable, .judgedByNobody,
                    detail: "no engine that decides could tell whether it was revoked\(why)"),
                depth: 0, rule: "RFC 5280 section 6.3", origin: .caller)
        ]
    }
}
