import Countersigning
import Foundation
import Synchronization

/// Puts the cases of a suite to an engine, on so many threads, and gives the results in the suite's order.
struct SuiteRun: Sendable {
    let jobs: Int
    /// Makes the engines of one thread.
    let engine: @Sendable () -> SuiteEngine
    /// Turns a part of the file into a case.
    let suiteCase: @Sendable (SuitePart) -> SuiteCase
    /// Called by the threads with each outcome.
    let onProgress: @Sendable (SuiteOutcome) -> Void

    /// 8 MiB, as the main thread has: suites probe how deep a path may be.
    private static let stackSize = 8 * 1_024 * 1_024

    /// - Throws: `InputProblem` where the file is no suite; what was answered until then is dropped.
    func run(_ parts: SuiteParts) async throws -> [SuiteResult] {
        let answers = Answers()
        let group = DispatchGroup()
        for _ in 0..<jobs {
            group.enter()
            let thread = Thread {
                work(parts, answers)
                group.leave()
            }
            thread.stackSize = Self.stackSize
            thread.start()
        }
        await withCheckedContinuation { continuation in group.notify(queue: .global()) { continuation.resume() } }
        return try answers.inOrder()
    }

    private func work(_ parts: SuiteParts, _ answers: Answers) {
        let engine = engine()
        do throws(InputProblem) {
            while let part = try parts.next() {
                let suiteCase = suiteCase(part)
                let outcome = engine.outcome(of: suiteCase)
                answers.add(SuiteResult(suiteCase, outcome), at: part.index)
                onProgress(outcome)
            }
        } catch {
            answers.fail(error)
        }
    }
}

/// What the threads found, until all are done.
private final class Answers: Sendable {
    private struct State {
        var results: [(index: Int, result: SuiteResult)] = []
        var problem: InputProblem?
    }

    private let state = Mutex(State())

    func add(_ result: SuiteResult, at index: Int) { state.withLock { $0.results.append((index, result)) } }

    func fail(_ problem: InputProblem) { state.withLock { $0.problem = problem } }

    func inOrder() throws(InputProblem) -> [SuiteResult] {
        let (results, problem) = state.withLock { ($0.results, $0.problem) }
        if let problem { throw problem }
        return results.sorted { $0.index < $1.index }.map(\.result)
    }
}
