import ServerIdentity

/// What engines say of an accepted path by itself: the same question, with the certificates of that path alone
/// presented, and its end alone trusted.
///
/// Two engines that differ about a chain may have followed two paths through it. Which they followed can't be told for
/// sure from a library's answer. So it is asked: where the refuser accepts the other's path, they differ about the way,
/// and else about the path itself.
struct PathAnswers: Sendable {
    private var asked: [[CertificateDER]: (question: Question, answers: [String: EngineAnswer])] = [:]

    /// Nobody was asked.
    static let none = PathAnswers()

    /// Asks both engines of each pair that contradict each other about the path that one of them accepted.
    ///
    /// - Parameters:
    ///   - engines: with their answers to the question.
    ///   - mayGoOn: whether there is time to ask another one.
    static func asking(
        _ question: Question, _ engines: [(engine: any VerificationEngine, answer: EngineAnswer)], mayGoOn: () -> Bool
    ) -> PathAnswers {
        var answers = PathAnswers()
        for (accepter, answer) in engines {
            guard case .accepted(let path) = answer.verdict,
                let alone = answers.asked[path]?.question ?? question.about(path)
            else { continue }
            for (refuser, refusal) in engines {
                guard case .refused = refusal.verdict else { continue }
                if question.isAbout(path) {
                    answers.asked[path, default: (question, [:])].answers[accepter.identity.id] = answer
                    answers.asked[path]?.answers[refuser.identity.id] = refusal
                    continue
                }
                for engine in [accepter, refuser] where answers.asked[path]?.answers[engine.identity.id] == nil {
                    if !mayGoOn() { return answers }
                    answers.asked[path, default: (alone, [:])].answers[engine.identity.id] = engine.examine(alone)
                }
            }
        }
        return answers
    }

    /// The question about a path alone, and what two engines answer; nil if they were not asked.
    func answers(
        about path: [CertificateDER], of first: EngineAnswer, and second: EngineAnswer
    ) -> (question: Question, first: EngineAnswer, second: EngineAnswer)? {
        guard let (question, answers) = asked[path], let one = answers[first.engine.id],
            let other = answers[second.engine.id]
        else { return nil }
        return (question, one, other)
    }
}

extension Question {
    /// Whether it is about nothing but a path already.
    fileprivate func isAbout(_ path: [CertificateDER]) -> Bool {
        anchors.anchors.count == 1 && (chain.certificates == path || chain.certificates == path.dropLast())
    }

    /// The same about the certificates of a path alone; nil if it does not end in an anchor.
    fileprivate func about(_ path: [CertificateDER]) -> Question? {
        guard let end = path.last, let anchor = anchors.anchors.first(where: { $0.certificate == end }) else { return nil }
        let below = path.count > 1 ? Array(path.dropLast()) : path
        do {
            let alone = try TrustAnchorSet(
                [anchor], distrusted: anchors.distrusted, constraintKnowledge: anchors.constraintKnowledge,
                source: anchors.source)
            return Question(
                chain: try CertificateChain(below), identity: identity, policy: policy, anchors: alone,
                revocation: subject.revocation, instant: instant)
        } catch { return nil }
    }
}
