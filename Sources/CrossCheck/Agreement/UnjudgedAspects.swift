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
        guard requirement.demandsStatus(at: 0, hasCRLs: !subject.crls.lists.isEmpty), !answers.isEmpty else {
            return []
        }
        let examined = Set(answers.flatMap(\.revocationExamined))
        var unexamined: Int?
        for answer in answers {
            guard case .accepted(let path) = answer.verdict else { return [] }
            // Whoever judged the very path has said it of all of it.
            let isJudged = answers.contains { other in
                if case .accepted(path) = other.verdict { other.scope.contains(.revocation) } else { false }
            }
            if isJudged { continue }
            unexamined = unexamined ?? Self.unexamined(path, subject, examined)
        }
        guard let unexamined else { return [] }
        let reasons = answers.compactMap { answer in
            answer.notes.first { $0.id == .revocationUnavailable }.map { "\(answer.engine.id): \($0.evidence)" }
        }
        let why = reasons.isEmpty ? "" : " (\(reasons.joined(separator: "; ")))"
        return [
            Finding(
                .other(
                    .revocationUnavailable, .judgedByNobody,
                    detail: "no engine that decides could tell whether it was revoked\(why)"),
                depth: unexamined, rule: "RFC 5280 section 6.3", origin: .caller)
        ]
    }

    /// The first certificate of a path whose status must be known and that nobody examined, by its place in the chain
    /// as presented; nil if there is none. Of a leaf that is an anchor itself only `leaf` and `chain` want to know.
    private static func unexamined(_ path: [CertificateDER], _ subject: ChainQuestion, _ examined: Set<Int>) -> Int? {
        let requirement = subject.policy.revocation
        let isAlone = path.count < 2
        if isAlone, requirement != .leaf, requirement != .chain { return nil }
        for (place, certificate) in (isAlone ? path[...] : path.dropLast()).enumerated()
        where requirement.demandsStatus(at: place, hasCRLs: !subject.crls.lists.isEmpty) {
            let depth = subject.chain.certificates.firstIndex(of: certificate) ?? place
            if !examined.contains(depth) { return depth }
        }
        return isAlone && path.isEmpty && !examined.contains(0) ? 0 : nil
    }
}
