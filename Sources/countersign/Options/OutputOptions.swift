import ArgumentParser
import Countersigning
import VerdictRecords
import VerdictReport

/// How to say it.
struct OutputOptions: ParsableArguments {
    @Flag(help: "One JSON object a line (see 'countersign schema').")
    var json = false

    @Flag(
        name: [.long, .customLong("show_chain"), .customLong("show_chain", withSingleDash: true)],
        help: "Add a table of every certificate: names, dates, what each engine found, and what to do.")
    var explain = false

    func validate() throws {
        if json && explain { throw ValidationError("--json holds everything that --explain shows; give one of them") }
    }

    /// The text of one report, as it goes to standard output.
    func text(of report: Report, isFirst: Bool) -> String {
        if json { return JSONRecord(report).line + "\n" }
        let style = Terminal.outputStyle
        let text = explain ? ExplainReport(report, style: style).text : TextReport(report, style: style).text
        return isFirst ? text : "\n" + text
    }
}

/// Output for Nagios and its relatives.
struct NagiosOptions: ParsableArguments {
    @Flag(help: "One status line with performance data; exit 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN.")
    var nagios = false

    @Option(
        name: [.short, .customLong("warning")],
        help: ArgumentHelp("With --nagios: warn this many days before expiry.", valueName: "days"))
    var warning = NagiosReport.Thresholds().warningDays

    @Option(
        name: [.short, .customLong("critical")],
        help: ArgumentHelp("With --nagios: critical this many days before expiry.", valueName: "days"))
    var critical = NagiosReport.Thresholds().criticalDays

    func validate() throws {
        guard warning >= critical, critical >= 0 else {
            throw ValidationError(
                "-w \(warning) and -c \(critical): days are not negative, and the warning comes before the critical state")
        }
    }

    var thresholds: NagiosReport.Thresholds { NagiosReport.Thresholds(warningDays: warning, criticalDays: critical) }
}
