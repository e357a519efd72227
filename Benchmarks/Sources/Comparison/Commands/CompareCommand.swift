import ArgumentParser
import Contenders
import Foundation
import Servers

/// The comparison itself.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Measures, prints tables, and writes results.json, results.md and handshakes.svg.")

    @Option(help: "Only this suite; may be repeated: \(Suite.allCases.map(\.rawValue).joined(separator: ", ")).")
    var suite: [Suite] = []
    @Option(help: "Only tasks whose name holds this text, `loopback` or `TLS1.3 RSA`.")
    var task: String?
    @Option(help: "How many rounds.")
    var rounds = 7
    @Flag(help: "Everything, briefly: to see that it runs. Writes nothing.")
    var smoke = false
    @Flag(help: "Count instructions as well, where valgrind is installed; takes minutes.")
    var callgrind = false
    @Option(help: "Where to write. Default: Results beside the sources for a whole run, nowhere for a part.")
    var output: String?

    func validate() throws {
        if rounds < 1 { throw ValidationError("--rounds must be at least 1") }
    }

    func run() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("countersign-compare-\(UUID().uuidString)")
        let interruption = Interruption {
            try? FileManager.default.removeItem(at: folder)
            Foundation.exit(130)
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        try withExtendedLifetime(interruption) { try measure(BenchmarkPKI.make(in: folder)) }
    }

    private func measure(_ pki: BenchmarkPKI) throws {
        let suites = suite.isEmpty ? Set(Suite.allCases) : Set(suite)
        var roster = try Roster.inProcess(suites, pki)
        let server = suites.contains(.handshake) ? try LoopbackRoster.add(to: &roster, pki) : nil
        defer { server?.stop() }
        let effort = smoke ? Effort.smoke : .full(rounds: rounds)
        let progress = Progress()
        let roundsOfTask = Rounds(effort: effort, progress: progress)
        var results: [TaskResult] = []
        for (task, contenders) in Self.byTask(roster.contenders) where isChosen(task) {
            results.append(try roundsOfTask.measure(task, contenders))
        }
        let missing = roster.missing.filter { isChosen($0.task) }
        if callgrind { try countInstructions(&results, pki, progress) }
        let date = Date().formatted(.iso8601.year().month().day())
        let report = Report(date: date, rounds: effort.rounds, machine: .here(), results: results, missing: missing)
        print(report.machine.sentence)
        print(report.text)
        try write(report)
    }

    private func isChosen(_ candidate: BenchmarkTask) -> Bool { task.map { candidate.name.contains($0) } ?? true }

    /// Suite by suite, tasks in the order in which they first occur.
    private static func byTask(_ contenders: [any Contender]) -> [(BenchmarkTask, [any Contender])] {
        var order: [BenchmarkTask] = []
        var groups: [BenchmarkTask: [any Contender]] = [:]
        for contender in contenders {
            if groups[contender.task] == nil { order.append(contender.task) }
            groups[contender.task, default: []].append(contender)
        }
        return Suite.allCases.flatMap { suite in order.filter { $0.suite == suite } }.map { ($0, groups[$0] ?? []) }
    }

    private func countInstructions(_ results: inout [TaskResult], _ pki: BenchmarkPKI, _ progress: Progress) throws {
        let callgrind: Callgrind
        do { callgrind = try Callgrind(pki) } catch ContenderError.missing(let reason) {
            print("no instruction counts: \(reason)")
            return
        }
        for result in results.indices {
            for row in results[result].rows.indices {
                progress.show("\(results[result].task): \(results[result].rows[row].name): instructions")
                results[result].rows[row].instructions = try callgrind.instructions(
                    results[result].task, results[result].rows[row].name)
            }
        }
        progress.clear()
    }

    private func write(_ report: Report) throws {
        let isWhole = suite.isEmpty && task == nil
        if smoke || (output == nil && !isWhole) { return }
        let folder = output.map { URL(fileURLWithPath: $0) } ?? PackageFolder.results
        try report.write(to: folder)
        print("\nWritten to \(folder.path): results.json, results.md, handshakes.svg")
    }
}
