import ServerIdentity

/// What engines say of an accepted path by itself: the same question, with the certificates of that path alone
/// presented.
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
        let refusers = engines.filter { if case .refused = $0.answer.verdict { true } else { false } }
        for accepter in engines {
            guard !refusers.isEmpty, case .accepted(let path) = accepter.answer.verdict, question.endsInAnAnchor(path)
            else { continue }
            let isKnown = question.isAbout(path)
            guard let alone = isKnown ? question : answers.asked[path]?.question ?? question.about(path) else { continue }
            for (engine, answer) in [accepter] + refusers {
                let id = engine.identity.id
                if answers.asked[path]?.answers[id] != nil { continue }
                if !isKnown, !mayGoOn() { return answers }
                answers.asked[path, default: (alone, [:])].answers[id] = isKnown ? answer : engine.examine(alone)
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
    fileprivate func endsInAnAnchor(_ path: [CertificateDER]) -> Bool {
        anchors.anchors.contains { $0.certificate == path.last }
    }

    /// Whether it is about nothing but a path already.
    fileprivate func isAbout(_ path: [CertificateDER]) -> Bool {
        chain.certificates == path || chain.certificates == path.dropLast()
    }

    /// The same about the certificates of a path alone; nil for no path.
    ///
    /// The anchors stay those of the question: engines keep what they made of them and of the CRLs, and must not make
    /// it anew for a chain that somebody else presents.
    fileprivate func about(_ path: [CertificateDER]) -> Question? {
        guard let below = try? CertificateChain(path.count > 1 ? Array(path.dropLast()) : path) else { return nil }
        return Question(
            chain: below, identity: identity, policy: policy, anchors: anchors, revocation: subject.revocation,
            instant: instant)
    }
}
