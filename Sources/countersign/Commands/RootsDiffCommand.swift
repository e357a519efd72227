import ArgumentParser
import Countersigning
import RootPrograms
import ServerIdentity
import VerdictRecords
import VerdictReport

/// `countersign roots diff OLD NEW --against chains.jsonl`
struct RootsDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say what changed from one list of roots to another, and which hosts that breaks.",
        discussion: """
            Each list is a certdata.txt, a sidecar, or a PEM bundle. --against reads hosts with their chains and judges each under both lists:

              JSON Lines: {"target":"host","chain":["base64 DER of the leaf", …]}, or records of 'countersign verify --json', of which only the path \
            that was accepted then is known;
              PEM, with a comment '# host' before each chain;
              lines 'host<TAB>file', each file a chain in PEM, named from where the list of them lies.

            Names are not judged. Exit code 3 if a host breaks, 6 if it can't be told of one, 66 if a part of the file could not be judged.
            """)

    @Argument(help: ArgumentHelp("The list before.", valueName: "old"))
    var old: String

    @Argument(help: ArgumentHelp("The list after.", valueName: "new"))
    var new: String

    @Option(help: ArgumentHelp("Hosts and their chains.", valueName: "file"))
    var against: String?

    @Option(
        name: [.customLong("attime"), .customLong("attime", withSingleDash: true)],
        help: ArgumentHelp("With --against: judge chains as of this moment instead of now.", valueName: "time"))
    var attime: Instant?

    @Flag(help: "One JSON object.")
    var json = false

    func validate() throws {
        if [old, new, against ?? ""].count(where: { $0 == "-" }) > 1 {
            throw ValidationError("standard input can be one of the files only")
        }
        if attime != nil && against == nil { throw ValidationError("--attime is for the chains of --against") }
    }

    func run() throws {
        let before = try RootListFile.read(old).listAfterWarnings()
        let after = try RootListFile.read(new).listAfterWarnings()
        let difference = RootListDifference(from: before, to: after)
        let style = Terminal.outputStyle
        let file: ImpactFile? = if let against { try ImpactFile(against) } else { nil }
        let hosts = try file.map { file throws(InputProblem) in
            StandardError.write(lines: WarningText.lines(file.skipped, as: "not judged"))
            let judge = try ImpactJudge(from: before, to: after, at: attime ?? SystemClock.now())
            return file.subjects.map(judge.impact)
        }
        let hostReport = hosts.map { HostImpactReport($0, unjudged: file?.skipped.count ?? 0, style: style) }
        if json {
            let hostRecord = hosts.map { HostImpactRecord($0, skipped: file?.skipped ?? []) }
            let members = RootsDifferenceRecord(difference).members + (hostRecord?.members ?? [])
            try StandardOutput.write("\(JSONValue.object(members))\n")
        } else {
            let report = RootsDifferenceReport(difference, style: style)
            try StandardOutput.write(report.text + (hostReport.map { "\n" + $0.text } ?? ""))
        }
        if let hostReport { throw ExitCode(hostReport.exitStatus.rawValue) }
    }
}
