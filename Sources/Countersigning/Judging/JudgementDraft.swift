import CrossCheck
import Synchronization

/// A judgement in the making: one thread completes it, and whoever has no more time takes what there is.
package final class JudgementDraft: Sendable {
    private let sheet: AnswerSheet
    private let gathered: @Sendable (Examination, Duration) -> Judgement
    private let start = ContinuousClock.now
    private let completed = Mutex<Judgement?>(nil)

    /// - Parameter gathered: adds the facts of the certificates to an examination that took so long.
    init(_ sheet: AnswerSheet, gathered: @escaping @Sendable (Examination, Duration) -> Judgement) {
        self.sheet = sheet
        self.gathered = gathered
    }

    /// Asks every engine, and gathers the facts.
    package func complete() {
        let start = ContinuousClock.now
        sheet.fill()
        let examination = sheet.examination(without: "")
        let judgement = gathered(examination, start.duration(to: .now))
        completed.withLock { $0 = judgement }
    }

    /// The judgement, or what there is of it; then no other engine is asked.
    ///
    /// - Parameter reason: why an engine that has not answered is undecided.
    package func judgement(without reason: @autoclosure () -> String) -> Judgement {
        if let judgement = completed.withLock({ $0 }) { return judgement }
        sheet.stop()
        return gathered(sheet.examination(without: reason()), start.duration(to: .now))
    }
}
