/// Verifies many targets, so many at a time, and hands out the reports in the order of the targets.
struct TargetRun: Sendable {
    let verifier: Verifier

    private enum Event: Sendable {
        case next(Result<TargetLine?, any Error>)
        case finished(Int, Report)
    }

    /// Finished reports wait for an earlier target: bounded, so that one slow host can't make a million pile up.
    private static let aheadPerTarget = 8

    /// Calls `report` for each target, in order, as soon as it and all before it are finished, also while the source
    /// keeps us waiting.
    ///
    /// - Parameter next: gives the next line; nil after the last one. It is not called again before it has answered.
    /// - Throws: what `report` throws; what `next` throws, once everything that was begun has been reported;
    ///   `CancellationError` likewise, if the task was cancelled: then no further line is read.
    func run(
        _ next: @escaping @Sendable () async throws -> TargetLine?, _ report: (Report) throws -> Void
    ) async throws {
        let concurrency = verifier.options.concurrency
        let verifier = verifier
        try await withThrowingTaskGroup(of: Event.self) { group in
            var (started, reported, running) = (0, 0, 0)
            var waiting: [Int: Report] = [:]
            var (isReading, isAtEnd) = (false, false)
            var problem: (any Error)?
            while true {
                let hasRoom = running < concurrency && started - reported < concurrency * Self.aheadPerTarget
                if !isReading, !isAtEnd, !Task.isCancelled, hasRoom {
                    isReading = true
                    group.addTask {
                        do { return .next(.success(try await next())) } catch { return .next(.failure(error)) }
                    }
                }
                guard let event = try await group.next() else { break }
                switch event {
                case .next(let result):
                    isReading = false
                    switch result {
                    // Nothing is begun that would only be cancelled.
                    case .success(.target) where Task.isCancelled: isAtEnd = true
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
            try Task.checkCancellation()
        }
    }
}

extension Verifier {
    /// Verifies a stream of targets, `VerifierOptions.concurrency` at a time. The stream is read no faster than that.
    ///
    /// - Parameters:
    ///   - targets: in any form that `verify(_:)` takes.
    ///   - report: called for each target in the order of the stream, as soon as it and all before it are finished.
    ///     While it runs, no further target is begun.
    /// - Throws: what `report` throws, at once, and what the stream throws, once everything that was begun has been
    ///   reported; `CancellationError` if the task is cancelled.
    public func verify<Targets: AsyncSequence & Sendable>(
        each targets: Targets, report: (Report) throws -> Void
    ) async throws where Targets.Element == String {
        let source = SequenceSource(targets)
        try await TargetRun(verifier: self).run({ try await source.next().map(TargetLine.target) }, report)
    }

    /// Verifies arguments and the lines of a file, as above; a line that is too long is reported as unusable.
    public func verify(each lines: TargetLines, report: (Report) throws -> Void) async throws {
        try await TargetRun(verifier: self).run({ try await lines.next() }, report)
    }
}

/// Somebody's stream, read by one task at a time.
private actor SequenceSource<Targets: AsyncSequence & Sendable> where Targets.Element == String {
    private var iterator: Targets.AsyncIterator?

    init(_ targets: Targets) { iterator = targets.makeAsyncIterator() }

    func next() async throws -> String? {
        guard var current = iterator.take() else { return nil }
        let target = try await current.next(isolation: self)
        iterator = current
        return target
    }
}
