import ArgumentParser
import Countersigning
import Glibc
import ServerIdentity
import VerdictReport

/// `countersign verify HOST[:PORT]…`
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Connect to servers, and say whether they are who they should be.",
        discussion: """
            A target is host, host:port, [v6]:port, a URL such as https://host/, host{ip} (connect to ip, expect host), or ip,host,tag,port. \
            Without --attime everything is judged as of now, without --cafile and --capath by the system's trust store.
            """)

    @Argument(help: ArgumentHelp("The servers to verify.", valueName: "host[:port]"))
    var targets: [String] = []

    @Option(
        name: [.customLong("connect"), .customLong("connect", withSingleDash: true)],
        help: ArgumentHelp("A target as well, as OpenSSL spells it.", valueName: "host[:port]", visibility: .hidden))
    var connect: [String] = []

    @Option(
        help: ArgumentHelp("Read targets from a file, one a line; '#' begins a comment, '-' is standard input.", valueName: "file"))
    var file: String?

    @Option(
        name: [
            .customLong("verify-hostname"), .customLong("verify_hostname", withSingleDash: true),
            .customLong("verify_ip", withSingleDash: true),
            .customLong("expected-name"),
        ],
        help: ArgumentHelp(
            "Whom the servers must be, if not the host dialled: a host name, an address, srv:_service.domain or uri:scheme:host.",
            valueName: "name"))
    var verifyHostname: IdentityArgument?

    @Option(help: ArgumentHelp("How many servers to verify at once.", valueName: "number"))
    var concurrency = 16

    @OptionGroup(title: "Connection") var connection: ConnectOptions
    @OptionGroup(title: "Connection") var offer: PriorityOption
    @OptionGroup var verdict: VerdictOptions
    @OptionGroup(title: "Keys") var firstUse: FirstUseOptions
    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Monitoring") var nagios: NagiosOptions

    /// All targets that the arguments name.
    private var servers: [String] { targets + connect }

    func validate() throws {
        if servers.isEmpty && file == nil {
            throw ValidationError("name a server, as in 'countersign verify www.example.org', or give --file")
        }
        guard (1...1_000).contains(concurrency) else { throw ValidationError("--concurrency \(concurrency): give 1 to 1000") }
        if nagios.nagios && (output.json || output.explain) {
            throw ValidationError("--nagios prints its own line; leave out --json and --explain")
        }
        _ = try verifyHostname?.parsed()
        try verdict.trust.validateStandardInput(beside: [file])
    }

    func run() async throws {
        var options = try verdict.options()
        options.identity = try verifyHostname?.parsed()
        options.knownHosts = try firstUse.knownHosts()
        options.connection = try connection.options(priority: offer.priority)
        options.concurrency = concurrency
        options.threads = ProbeThreads(concurrency: file == nil ? min(concurrency, servers.count) : concurrency)
        let verifier = try Verifier(options)
        StandardError.warn(verifier.warnings)
        throw ExitCode(try await verifyAll(verifier))
    }

    private func verifyAll(_ verifier: Verifier) async throws -> Int32 {
        let lines = if let file { try TargetLines(servers, file: file) } else { TargetLines(servers) }
        var statuses: Set<ExitStatus> = []
        var forNagios: [Report] = []
        let progress = ProgressLine("countersign")
        do {
            try await progress.showing {
                try await verifier.verify(each: lines) { report in
                    let isFirst = statuses.isEmpty
                    statuses.insert(report.exitStatus)
                    try progress.finished(isRefused: report.exitStatus != .countersigned) {
                        StandardError.warn(report.warnings)
                        if nagios.nagios {
                            forNagios.append(report)
                        } else {
                            try StandardOutput.write(output.text(of: report, isFirst: isFirst))
                        }
                    }
                }
            }
        } catch let status as ExitCode {
            // Nobody reads our answers any more. The reader of standard input may wait for its next line for ever:
            // don't wait for it.
            Glibc._exit(status.rawValue)
        } catch let problem as InputProblem {
            StandardError.write("countersign: \(problem.text)\n")
            statuses.insert(problem.exitStatus)
            // A list that breaks off leaves servers unverified: a monitor must not read the rest as OK.
            forNagios.append(Report(target: file ?? "", outcome: .unusable(problem)))
        }
        if statuses.isEmpty {
            throw InputProblem(code: .usage, text: "there is no target in \(EscapedText(file ?? ""))")
        }
        if nagios.nagios {
            let report = NagiosReport(forNagios, thresholds: nagios.thresholds)
            try StandardOutput.write(report.text)
            return report.exitCode
        }
        return ExitStatus.mostSerious(statuses).rawValue
    }
}
