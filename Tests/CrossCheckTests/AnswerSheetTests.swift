import CrossCheck
import Dispatch
import ServerIdentity
import Testing

@Suite("Answers as they come in", .timeLimit(.minutes(1)))
struct AnswerSheetTests {
    /// Answers when it is let go.
    private struct StuckEngine: VerificationEngine {
        let held: DispatchSemaphore
        let identity = EngineIdentity(id: "gnutls", version: "1")
        let scope = Fixture.gnutlsScope

        func examine(_ question: Question) -> EngineAnswer {
            held.wait()
            return EngineAnswer(engine: identity, scope: scope, verdict: .accepted(path: []))
        }
    }

    /// Answers at once.
    private struct QuickEngine: VerificationEngine {
        let identity = EngineIdentity(id: "swift", version: "1")
        let scope = Fixture.swiftScope
        let boundsItsWork = true

        func examine(_ question: Question) -> EngineAnswer {
            EngineAnswer(engine: identity, scope: scope, verdict: .accepted(path: []))
        }
    }

    @Test func `an engine that does not come back is undecided, and takes nobody's answer with it`() async throws {
        let held = DispatchSemaphore(value: 0)
        let check = CrossCheck(engines: [StuckEngine(held: held), QuickEngine()])
        let sheet = check.sheet(for: try Fixture.question())
        #expect(sheet.examination(without: "nobody was asked").answers.allSatisfy { !$0.verdict.isDecided })
        DispatchQueue.global().async { sheet.fill() }
        var seen = sheet.examination(without: "no answer yet")
        while !seen.answers[1].verdict.isAccepted {
            await Task.yield()
            seen = sheet.examination(without: "no answer yet")
        }
        #expect(seen.answers[0].verdict == .undecided(reason: "no answer yet"))
        #expect(seen.answers[0].engine.id == "gnutls" && !seen.isCountersigned && seen.agreement.class == .outOfScope)
        held.signal()
        while !sheet.examination(without: "no answer yet").isCountersigned { await Task.yield() }
    }
}
