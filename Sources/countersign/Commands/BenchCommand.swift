import VerdictRecords
import Countersigning
import ArgumentParser
import Lab
import ServerIdentity
import VerdictReport

/// `countersign bench [HOST[:PORT]]`
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure how many handshakes a second can be made and judged, and how long each takes.",
        discussion: """
            Without a target the built-in lab is measured, a row for each kind of key; it runs in a process of its own. With several \
            --priority each is a row. A first handshake is judged in full; if it is not accepted, nothing is timed, and the run ends as \
            'countersign verify' would. Every timed handshake is judged as well, as of its own end.

            A server on another machine is measured only with --yes-i-may-load-this-host. SIGINT and SIGTERM end the run with what was \
            measured so far; a second one ends it at once.

            Exit codes: 0 only if the run was complete and every verdict was acceptance; 2 to 7 as 'verify' if one was not; 8 or 9 if \
            nothing but failures came; 8 also if --resume resumed nothing; 130 after SIGINT and 143 after SIGTERM.
            """)

    @Argument(help: ArgumentHelp("The server to measure, if not the lab's.", valueName: "host[:port]"))
    var target: String?

    @Option(help: ArgumentHelp("Measure this server of the lab; may be repeated.", valueName: "name"))
    var labServer: [String] = []

    @Option(
        help: ArgumentHelp(
            "A GnuTLS priority string: which versions and algorithms to offer; may be repeated, a row each.", valueName: "string"))
    var priority: [String] = []

    @Option(
        name: [
            .customLong("verify-hostname"), .customLong("verify_hostname", withSingleDash: true),
            .customLong("verify_ip", withSingleDash: true),
        ],
        help: ArgumentHelp("Whom the server must be, if not the host dialled.", valueName: "name"))
    var verifyHostname: IdentityArgument?

    @OptionGroup(title: "Load") var load: LoadOptions
    @OptionGroup(title: "Engines") var engines: EngineOptions
    @OptionGroup(title: "Connection") var connection: ConnectOptions
    @OptionGroup(title: "Trust") var trust: TrustOptions
    @OptionGroup(title: "Judgement") var judgement: JudgementOptions

    @Flag(help: "One JSON object a row (see 'countersign schema --bench').")
    var json = false

    func validate() throws {
        if target != nil && !labServer.isEmpty { throw ValidationError("--lab-server is for the lab; leave out the target") }
        if target == nil && connection.address != nil { throw ValidationError("--address needs a target") }
        let known = LabScenario.all.map(\.name)
        for name in labServer where !known.contains(name) {
            throw ValidationError("--lab-server '\(EscapedText(name))': the lab has \(known.joined(separator: ", "))")
        }
        _ = try verifyHostname?.parsed()
    }

    func run() async throws {
        let json = json
        let (outcome, signal) = try await Interruption.watching {
            try await measure { result in
                if json { try StandardOutput.write(BenchRecord(result).line + "\n") }
            }
        }
        let style = Terminal.outputStyle
        if !json { try StandardOutput.write(BenchTable(outcome?.results ?? [], style: style).text) }
        for remark in outcome?.remarks ?? [] { StandardError.write("countersign: \(remark)\n") }
        let statuses = outcome?.statuses ?? []
        if !statuses.isEmpty { throw ExitCode(ExitStatus.mostSerious(statuses).rawValue) }
        // What shells say of a program that a signal ended.
        if let signal { throw ExitCode(128 + signal) }
    }

    private func measure(_ finished: @escaping @Sendable (BenchResult) throws -> Void) async throws -> BenchSession.Outcome {
        let plan = BenchPlan(command: self)
        do {
            guard let target else { return try await plan.measureLab(finished) }
            return try await plan.measure(target, finished)
        } catch  where Task.isCancelled {
            return BenchSession.Outcome()
        } catch let failure as ProbeFailure {
            try refuse(BenchRefusal(target ?? "", .failed(failure), SystemClock.now()))
        } catch let refusal as BenchRefusal {
            try refuse(refusal)
        } catch let problem as BenchTicketProblem {
            StandardError.write(
                "countersign: --resume: \(EscapedText(problem.row.name)) gave no ticket for the offer \(EscapedText(problem.row.priority)), so "
                    + "there is nothing to resume and nothing was measured; measure full handshakes without --resume, or let "
                    + "the server give tickets\n")
            throw ExitCode(ExitStatus.noSession.rawValue)
        }
    }

    /// Says why nothing is timed, as `verify` does, and ends with its code.
    private func refuse(_ refusal: BenchRefusal) throws -> Never {
        if priority.count > 1, let offer = refusal.priority {
            StandardError.write("countersign: with --priority '\(EscapedText(offer))':\n")
        }
        let report = refusal.report
        try StandardOutput.write(json ? JSONRecord(report).line + "\n" : TextReport(report, style: Terminal.outputStyle).text)
        throw ExitCode(report.exitStatus.rawValue)
    }
}
