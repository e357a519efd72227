import Contenders
import Foundation

/// A whole run: what was measured, by whom, where and when.
struct Report {
    var date: String
    var rounds: Int
    var machine: Machine
    var results: [TaskResult]
    var missing: [Roster.Missing]

    /// Tables for a terminal.
    var text: String {
        var parts = results.map { result in
            "\n\(result.task)\n\(ResultTable(result).text)" + remarks(result).map { "\n\($0)" }.joined()
        }
        parts += tasksWithoutResult.map { "\n\($0)" + missingLines($0).map { "\n\($0)" }.joined() }
        return parts.joined(separator: "\n")
    }

    private var tasksWithoutResult: [BenchmarkTask] {
        let measured = Set(results.map(\.task))
        var seen: Set<BenchmarkTask> = []
        return missing.map(\.task).filter { !measured.contains($0) && seen.insert($0).inserted }
    }

    /// What stands below a table.
    private func remarks(_ result: TaskResult) -> [String] { (result.wanted.map { [$0] } ?? []) + missingLines(result.task) }

    private func missingLines(_ task: BenchmarkTask) -> [String] {
        missing.filter { $0.task == task }.map { "\($0.name): left out: \($0.reason)" }
    }

    /// The same for the README.
    var markdown: String {
        var text = """
            # Results

            Processor time of the client alone, user and system; median of \(rounds) interleaved rounds; spread from the smallest to the largest;
            ratios are medians of the ratios within each round. Every contender has first shown that it refuses a wrong host and a wrong root.

            \(date). \(machine.sentence)

            ![Microseconds of processor time per verified handshake](handshakes.svg)

            """
        for suite in Suite.allCases {
            let tasks = results.map(\.task).filter { $0.suite == suite } + tasksWithoutResult.filter { $0.suite == suite }
            if tasks.isEmpty { continue }
            text += "\n## \(suite.title)\n"
            for task in tasks {
                text += "\n### \(task.name)\n\n"
                let result = results.first { $0.task == task }
                if let result { text += ResultTable(result).markdown + "\n" }
                for line in result.map(remarks) ?? missingLines(task) { text += "\n\(line)\n" }
            }
        }
        return text
    }

    /// Writes `results.json`, `results.md` and `handshakes.svg`.
    func write(to folder: URL) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try ReportRecord(self).json.write(to: folder.appendingPathComponent("results.json"))
        try Data(markdown.utf8).write(to: folder.appendingPathComponent("results.md"))
        if let plot = HandshakePlot(results) { try Data(plot.svg.utf8).write(to: folder.appendingPathComponent("handshakes.svg")) }
    }
}

extension Suite {
    /// A heading.
    var title: String {
        switch self {
        case .handshake: "Handshakes"
        case .chains: "Stored chains"
        case .names: "Host names"
        case .trust: "Trusted roots"
        case .parsing: "Decoding"
        }
    }
}
