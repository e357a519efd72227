import Contenders
import Foundation

/// A report as `results.json` holds it.
struct ReportRecord: Encodable {
    let date: String
    let rounds: Int
    let machine: Machine
    let tasks: [Task]

    struct Task: Encodable {
        let suite: String
        let name: String
        let contenders: [Contender]
        let missing: [String: String]
    }

    struct Contender: Encodable {
        let name: String
        let role: Role
        let cpuUs: Double
        let spreadPercent: Double
        let perSecond: Double
        let instructions: Double?
        let ratios: [String: Double]
        let samplesCpuUs: [Double]
        let samplesPerSecond: [Double]
    }

    init(_ report: Report) {
        date = report.date
        rounds = report.rounds
        machine = report.machine
        let measured = report.results.map { result in
            Task(
                suite: result.task.suite.rawValue, name: result.task.name,
                contenders: result.rows.map { Contender($0, in: result) },
                missing: Self.missing(result.task, report))
        }
        let unmeasured = Set(report.missing.map(\.task)).subtracting(report.results.map(\.task))
        tasks =
            measured
            + unmeasured.sorted { $0.description < $1.description }.map {
                Task(suite: $0.suite.rawValue, name: $0.name, contenders: [], missing: Self.missing($0, report))
            }
    }

    private static func missing(_ task: BenchmarkTask, _ report: Report) -> [String: String] {
        Dictionary(report.missing.filter { $0.task == task }.map { ($0.name, $0.reason) }) { first, _ in first }
    }

    /// Indented, keys in order: two runs can be compared line by line.
    var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            return try encoder.encode(self) + Data("\n".utf8)
        }
    }
}

extension ReportRecord.Contender {
    init(_ row: ResultRow, in result: TaskResult) {
        name = row.name
        role = row.role
        cpuUs = row.microseconds
        spreadPercent = row.spread
        perSecond = row.perSecond
        instructions = row.instructions
        ratios = Dictionary(result.references.map { ($0.name, result.ratio(row, to: $0)) }) { first, _ in first }
        samplesCpuUs = row.microsecondSamples
        samplesPerSecond = row.perSecondSamples
    }
}
