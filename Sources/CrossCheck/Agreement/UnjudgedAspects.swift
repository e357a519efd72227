public import ServerIdentity

/// What no engine refuses for and yet stands against an acceptance: a status that the caller asked for and that nobody
/// told, and a certificate on the path of one engine that another one, whose path does not need it, knows to be
/// revoked.
public enum UnjudgedAspects {
    /// The findings; none if an engine refuses or is undecided, which says enough.
    ///
    /// - Parameters:
    ///   - subject: what was asked.
    ///   - answers: of the engines that decide.
    public static func findings(_ subject: ChainQuestion, _ answers: [EngineAnswer]) -> [Finding] {
        if !answers.allSatisfy(\.verdict.isAccepted) { return [] }
        let revoked = revokedOnAnotherPath(subject, answers)
        if !revoked.isEmpty { return revoked }
        let examined = Set(answers.flatMap(\.revocationExamined))
        var unexamined: Int?
        for answer in answers {
            guard case .accepted(let path) = answer.verdict else { return [] }
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

    /// Evidence of revocation refuses wherever the certificate stands on an engine's path; what no path needs stays a
    /// note.
    private static func revokedOnAnotherPath(_ subject: ChainQuestion, _ answers: [EngineAnswer]) -> [Finding] {
        let sent = subject.chain.certificates
        func path(_ answer: EngineAnswer) -> [CertificateDER] {
            if case .accepted(let path) = answer.verdict { path } else { [] }
        }
        return answers.flatMap { knowing in
            knowing.notes.filter { finding in
                guard finding.id == .revoked else { return false }
                return answers.contains { answer in
                    if let depth = finding.depth {
                        return sent.indices.contains(depth) && path(answer).contains(sent[depth])
                    }
                    // An anchor that was not presented has no place: any that the path of who knows does not hold.
                    return path(answer).contains { !sent.contains($0) && !path(knowing).contains($0) }
                }
            }
        }
    }

    /// The first certificate of a path whose status must be known and that nobody examined, by its place in the chain
    /// as presented; nil if there is none. An engine that does not tell its path has accepted the leaf.
    private static func unexamined(_ path: [CertificateDER], _ subject: ChainQuestion, _ examined: Set<Int>) -> Int? {
        let path = path.isEmpty ? Array(subject.chain.certificates.prefix(1)) : path
        return subject.placesOfDemandedStatus(on: path).map { place in
            subject.chain.certificates.firstIndex(of: path[place]) ?? place
        }.first { !examined.contains($0) }
    }
}
