import Countersigning
import CrossCheck
import ServerIdentity
public import VerdictReport

/// The rows of a benchmark as a table, and below it who judged, by which anchors, under which load, and what went
/// wrong.
public struct BenchTable: Sendable {
    private let results: [BenchResult]
    private let style: Style

    /// Takes the rows of one run, in their order.
    public init(_ results: [BenchResult], style: Style = .plain) {
        self.results = results
        self.style = style
    }

    /// The lines, each ended by a line feed. Whatever a peer sent, they are printable ASCII and colours by `style`
    /// only.
    public var text: String {
        guard let last = results.last else { return style.paint("nothing was measured", .bad) + "\n" }
        let lines = table.lines(style) + [style.paint(circumstances(last), .faint)] + results.flatMap(failures) + remarks(last)
        return lines.map { $0 + "\n" }.joined()
    }

    private var table: AlignedTable {
        // Only what differs, or was asked for, has a column.
        let hasPriorities = Set(results.map(\.row.priority)).count > 1
        let hasResumed = results.contains { $0.row.load.isResuming }
        let names = ["server"] + (hasPriorities ? ["priority"] : [])
        let figures =
            ["handshakes"] + (hasResumed ? ["resumed"] : [])
            + ["errors", "per second", "cpu us", "p50 ms", "p90 ms", "p99 ms", "max ms", "memo hits"]
        var table = AlignedTable(names + figures + ["negotiated"], numbers: names.count..<names.count + figures.count)
        for result in results {
            let cells = [result.row.name] + (hasPriorities ? [result.row.priority] : [])
            table.add(cells + Self.figures(result, hasResumed) + [Self.negotiated(result)])
        }
        return table
    }

    private static func figures(_ result: BenchResult, _ hasResumed: Bool) -> [String] {
        let figures = result.figures
        let latency = figures.latency
        return [String(figures.handshakes)] + (hasResumed ? [String(figures.resumed)] : [])
            + [String(figures.errors), figures.perSecond.description, figures.cpuPerHandshake?.description ?? "-"]
            + [latency?.p50, latency?.p90, latency?.p99, latency?.max].map(milliseconds)
            + [result.row.load.usesMemo ? figures.memoShare.map { "\($0) %" } ?? "-" : "off"]
    }

    private static func milliseconds(_ microseconds: Int64?) -> String {
        microseconds.map { FixedPoint(Double($0) / 1_000, places: 2).description } ?? "-"
    }

    private static func negotiated(_ result: BenchResult) -> String {
        guard let tls = result.figures.tls ?? result.first.observation?.tls else { return "-" }
        return [tls.version, tls.cipher, tls.group, tls.signature].compactMap { $0 }.joined(separator: " ")
    }

    /// Where, who judged, by what, and how hard: the same for all rows.
    private func circumstances(_ result: BenchResult) -> String {
        let question = result.first.examination.question
        let load = result.row.load
        let server = result.row.server == nil ? result.row.target : "the built-in lab"
        let address = result.first.observation.map { " at \($0.address)" } ?? ""
        let engines = result.first.examination.answers.map(\.engine.nameAndVersion).joined(separator: " and ")
        let anchors = question.anchors.anchors.count
        let rate = load.rate.map { ", at most \(FixedPoint($0, places: 1)) a second" } ?? ""
        return printable(
            "\(server)\(address); judged by \(engines), \(anchors) anchor\(anchors == 1 ? "" : "s") (\(question.anchors.source)); "
                + "\(load.concurrency) at a time on \(load.threads) event loop\(load.threads == 1 ? "" : "s"), "
                + "\(FixedPoint(load.duration, places: 1)) s a row\(rate)")
    }

    private func failures(_ result: BenchResult) -> [String] {
        result.figures.failures.map { failure in
            let times = failure.count == 1 ? "once" : "\(failure.count) times"
            let line = "\(result.row.name): \(times) \(failure.code) at \(failure.stage), first: \(failure.text)"
            return style.paint("error", .bad) + "  " + printable(line)
        }
    }

    private func remarks(_ last: BenchResult) -> [String] {
        switch last.figures.ending {
        case .complete: []
        case .interrupted: [style.paint("interrupted: the last row holds what was measured until then", .warning)]
        case .failures: [style.paint("stopped: nothing but failures any more", .bad)]
        }
    }
}
