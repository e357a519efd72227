import Contenders

/// Measures the contenders of one task, interleaved: each round runs everybody once, and each round somebody else
/// begins.
struct Rounds {
    let effort: Effort
    let progress: Progress

    func measure(_ task: BenchmarkTask, _ contenders: [any Contender]) throws -> TaskResult {
        for contender in contenders {
            progress.show("\(task): \(contender.name): proof")
            try contender.prove()
        }
        var operations: [Int] = []
        for contender in contenders {
            progress.show("\(task): \(contender.name): how long")
            operations.append(try effort.calibrate(contender))
        }
        var samples = contenders.map { _ in [Timing]() }
        for round in 0..<effort.rounds {
            for place in contenders.indices {
                let turn = (place + round) % contenders.count
                progress.show("\(task): round \(round + 1) of \(effort.rounds): \(contenders[turn].name)")
                samples[turn].append(try contenders[turn].run(operations: operations[turn]))
            }
        }
        progress.clear()
        let rows = zip(contenders, samples).map { contender, measured in
            ResultRow(name: contender.name, role: contender.role, measurements: measured)
        }
        return TaskResult(task: task, rows: rows)
    }
}
