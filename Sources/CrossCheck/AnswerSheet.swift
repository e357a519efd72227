import ServerIdentity
import Synchronization

/// One question, and the engines' answers as they come in: for a caller that does not wait for all of them.
///
/// One thread fills it in, and any may look at what is there.
public final class AnswerSheet: Sendable {
    private let question: Question
    private let engines: [any VerificationEngine]
    /// How many of the engines decide: the first ones.
    private let deciding: Int
    private let ledger: Ledger
    private let answers: Mutex<[EngineAnswer?]>
    private let pathAnswers = Mutex(PathAnswers.none)
    private let isStopped = Atomic<Bool>(false)

    init(
        _ question: Question, _ engines: [any VerificationEngine], advisory: [any VerificationEngine], _ ledger: Ledger
    ) {
        self.question = question
        self.engines = engines + advisory
        deciding = engines.count
        self.ledger = ledger
        answers = Mutex(Array(repeating: nil, count: engines.count + advisory.count))
    }

    /// Asks every engine, one after the other, those that bound their own work first: a library that does not come back
    /// then takes nobody else's answer with it.
    public func fill() {
        let order =
            engines.indices.filter { engines[$0].boundsItsWork } + engines.indices.filter { !engines[$0].boundsItsWork }
        for index in order {
            if isStopped.load(ordering: .relaxed) { return }
            let answer = engines[index].examine(question)
            answers.withLock { $0[index] = answer }
        }
        askAboutPaths()
    }

    /// As a rule all engines say the same, and nothing is compared before the examination is made.
    private func askAboutPaths() {
        let given = answers.withLock { $0 }.compactMap(\.self)
        guard given.contains(where: \.verdict.isAccepted),
            given.contains(where: { $0.verdict.isDecided && !$0.verdict.isAccepted })
        else { return }
        let first = examination(without: "")
        let classes = [first.agreement.class] + first.advisory.map(\.agreement.class)
        guard classes.contains(where: \.dependsOnPaths) else { return }
        let asked = PathAnswers.asking(question, Array(zip(engines, given))) { !isStopped.load(ordering: .relaxed) }
        pathAnswers.withLock { $0 = asked }
    }

    /// Asks nobody else: the caller waits no longer. An engine that is being asked is not interrupted.
    public func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Compares the answers that are there by now.
    ///
    /// - Parameter reason: why an engine that has not answered is undecided.
    public func examination(without reason: @autoclosure () -> String) -> Examination {
        let given = answers.withLock { $0 }
        let all = zip(engines, given).map { engine, answer in
            answer
                ?? EngineAnswer(engine: engine.identity, scope: engine.scope, verdict: .undecided(reason: reason()))
        }
        return Examination(
            question: question, answers: Array(all.prefix(deciding)), advisory: Array(all.dropFirst(deciding)),
            ledger: ledger, pathAnswers: pathAnswers.withLock { $0 })
    }
}
