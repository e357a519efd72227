import ArgumentParser
import Countersigning
import HandshakeBench
import Lab
import ServerIdentity
import VerdictRecords
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
        let plan = BenchPlan(try options(), events: events)
        let (outcome, signal) = try await Interruption.watching { try await measure(by: plan) }
        let style = Terminal.outputStyle
        if !json { try StandardOutput.write(BenchTable(outcome?.results ?? [], style: style).text) }
        for remark in outcome?.remarks ?? [] { StandardError.write("countersign: \(remark)\n") }
        let statuses = outcome?.statuses ?? []
        if !statuses.isEmpty { throw ExitCode(ExitStatus.mostSerious(statuses).rawValue) }
        // What shells say of a program that a signal ended.
        if let signal { throw ExitCode(128 + signal) }
    }

    private func options() throws -> BenchOptions {
        var options = BenchOptions()
        if !priority.isEmpty { options.priorities = priority }
        load.apply(to: &options)
        options.engines = try engines.names()
        options.remembering = judgement.remembering
        options.trust = trust.named
        options.connection = try connection.options(priority: ConnectionOptions.defaultPriority)
        options.policy = judgement.policy
        options.identity = try verifyHostname?.parsed()
        options.time = judgement.time
        return options
    }

    private var events: BenchEvents {
        var events = BenchEvents()
        events.warned = StandardError.warn
        events.measuring = { await BenchProgress(row: $0, counters: $1).run() }
        if json { events.finished = { try StandardOutput.write(BenchRecord($0).line + "\n") } }
        return events
    }

    private func measure(by plan: BenchPlan) async throws -> BenchOutcome {
        do {
            guard let target else { return try await measureLab(by: plan) }
            return try await plan.measure(target)
        } catch  where Task.isCancelled {
            return BenchOutcome()
        } catch let problem as RemoteTargetProblem {
            throw InputProblem(code: .usage, text: "\(problem)")
        } catch let refusal as BenchRefusal {
            try refuse(refusal)
        } catch let problem as BenchTicketProblem {
            StandardError.write("countersign: --resume: \(problem)\n")
            throw ExitCode(ExitStatus.noSession.rawValue)
        }
    }

    /// Measures servers of the built-in lab, this program in another process, which is stopped whatever happens.
    private func measureLab(by plan: BenchPlan) async throws -> BenchOutcome {
        let lab = try BenchLab(executable: "/proc/self/exe", arguments: ["lab", "--serve", "--until-input-ends"])
        defer { lab.stop() }
        let names = labServer.isEmpty ? BenchLab.defaultServers : labServer
        return try await plan.measure(StatusLine.show(StatusLine.labStarts) { try await lab.servers(names) })
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
