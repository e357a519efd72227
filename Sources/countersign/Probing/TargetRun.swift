import VerdictReport

/// Verifies many targets, so many at a time, and hands out the reports in the order of the targets.
struct TargetRun {
    let verifier: HostVerifier
    /// How many targets are in flight at once.
    let concurrency: Int

    /// - Parameters:
    ///   - next: the next target; nil after the last one.
    ///   - report: called for each target, in order.
    func run(_ next: () async throws -> String?, _ report: (Report, _ running: Int) throws -> Void) async throws {
        // Finished reports that wait for an earlier target: bounded, so that one slow host can't make a million pile up.
        let maximumAhead = concurrency * 8
        let verifier = verifier
        try await withThrowingTaskGroup(of: (Int, Report).self) { group in
            var started = 0
            var reported = 0
            var waiting: [Int: Report] = [:]
            var isAtEnd = false
            while true {
                while !isAtEnd, started - reported - waiting.count < concurrency, started - reported < maximumAhead {
                    guard let target = try await next() else {
                        isAtEnd = true
                        break
                    }
                    let index = started
                    group.addTask { (index, await verifier.verify(target)) }
                    started += 1
                }
                guard let (index, finished) = try await group.next() else { break }
                waiting[index] = finished
                while let ready = waiting.removeValue(forKey: reported) {
                    reported += 1
                    try report(ready, started - reported - waiting.count)
                }
            }
        }
    }
}
