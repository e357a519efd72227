import CMeasuring
import Contenders
import Dispatch
import Foundation
import Synchronization

/// Counts the instructions of one operation: two runs of a contender under valgrind, with few and with more operations;
/// the difference is free of whatever a first operation costs. Only what the stopwatch covers is counted.
struct Callgrind: Sendable {
    private let valgrind: URL
    private let program: URL
    private let pki: BenchmarkPKI

    /// - Throws: `ContenderError.missing` if valgrind or its header is not there.
    init(_ pki: BenchmarkPKI) throws {
        guard let valgrind = ChildProcess.find("valgrind") else { throw ContenderError.missing("valgrind is not installed") }
        guard stopwatch_knows_callgrind() != 0 else {
            throw ContenderError.missing("valgrind's headers were missing when this was built")
        }
        self.valgrind = valgrind
        self.pki = pki
        // valgrind 3.19 gives up on the debugging information that today's compilers write.
        program = pki.folder.appendingPathComponent("stripped")
        guard let strip = ChildProcess.find("strip"),
            try ChildProcess.run(strip, ["-g", "-o", program.path, ChildProcess.own.path]).status == 0
        else { throw ContenderError.missing("`strip` is not installed, and valgrind can't read our debugging information") }
    }

    /// Nil for tasks in which processes, files or threads are what is measured.
    func instructions(_ task: BenchmarkTask, _ name: String) throws -> Double? {
        guard let few = Self.operations(task) else { return nil }
        let more = few * 3
        let counts = Mutex<[Int: Result<Double, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: 2) { run in
            let operations = run == 0 ? few : more
            let result = Result { try count(task, name, operations) }
            counts.withLock { $0[operations] = result }
        }
        let (first, second) = counts.withLock { ($0[few], $0[more]) }
        guard let first = try first?.get(), let second = try second?.get() else { return nil }
        return (second - first) / Double(more - few)
    }

    private static func operations(_ task: BenchmarkTask) -> Int? {
        switch task.suite {
        case .handshake: task.name.hasPrefix("memory") ? 4 : nil
        case .chains: task.isScaling ? nil : BenchmarkPKI.leaves
        case .names: 200
        case .parsing: 100
        case .trust: nil
        }
    }

    private func count(_ task: BenchmarkTask, _ name: String, _ operations: Int) throws -> Double {
        let file = pki.folder.appendingPathComponent("callgrind-\(operations).out")
        let ending = try ChildProcess.run(
            valgrind,
            [
                "--tool=callgrind", "--collect-atstart=no", "--callgrind-out-file=\(file.path)", program.path, "single",
                "--pki", pki.folder.path, "--suite", task.suite.rawValue, "--task", task.name, "--contender", name, "--proven",
                "--operations", "\(operations)",
            ])
        guard ending.status == 0 else { throw ContenderError.failed("callgrind: \(ending.complaints.suffix(400))") }
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        guard let totals = lines.last(where: { $0.hasPrefix("totals:") }), let count = Double(totals.dropFirst(8)) else {
            throw ContenderError.failed("callgrind wrote no totals")
        }
        return count
    }
}
