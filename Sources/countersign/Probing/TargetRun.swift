import VerdictReport

/// Verifies many targets, so many at a time, and hands out the reports in the order of the targets.
struct TargetRun {
    let verifier: HostVerifier
    /// How many targets are in flight at once.
    let concurrency: Int

    private enum Event: Sendable {
        case next(Result<TargetSource.Item?, InputProblem>)
        case finished(Int, Report)
    }

    /// Calls `report` for each target, in order, as soon as it and all before it are finished, also while the source keeps us waiting.
    ///
    /// - Throws: what `report` throws; the source's `InputProblem`, once everything that was begun has been reported.
    func run(_ source: TargetSource, _ report: (Report) throws -> Void) async throws {
        // Finished reports that wait for an earlier target: bounded, so that one slow host can't make a million pile up.
        let maximumAhead = concurrency * 8
        let verifier = verifier
        try await withThrowingTaskGroup(of: Event.self) { group in
            var (started, reported, running) = (0, 0, 0)
            var waiting: [Int: Report] = [:]
            var (isReading, isAtEnd) = (false, false)
            var problem: InputProblem?
            while true {
                if !isReading, !isAtEnd, running < concurrency, started - reported < maximumAhead {
                    isReading = true
                    group.addTask { await Self.read(source) }
                }
                guard let event = try await group.next() else { break }
                switch event {
                case .next(let result):
                    isReading = false
                    switch result {
                    case .success(.target(let target)):
                        let index = started
                        group.addTask { .finished(index, await verifier.verify(target)) }
                        (started, running) = (started + 1, running + 1)
                    case .success(.unusable(let report)):
                        waiting[started] = report
                        started += 1
                    case .success(nil): isAtEnd = true
                    case .failure(let error): (isAtEnd, problem) = (true, error)
                    }
                case .finished(let index, let report):
                    waiting[index] = report
                    running -= 1
                }
                while let ready = waiting.removeValue(forKey: reported) {
                    reported += 1
                    try report(ready)
                }
            }
            if let problem { throw problem }
        }
    }

    private static func read(_ source: TargetSource) async -> Event {
        do throws(InputProblem) { return .next(.success(try await source.next())) } catch { return .next(.failure(error)) }
    }
}
