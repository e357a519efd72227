import Countersigning
import ArgumentParser
import GnuTLS
import VerdictReport

/// The command: arguments, wiring and exit codes; the only place that reads clock, files and environment.
@main
struct Countersign: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "countersign",
        abstract: "Is this server who it says it is? GnuTLS answers, an independent validator checks the answer.",
        discussion: """
            Exit codes: 0 countersigned · 2 wrong name · 3 no trust · 4 wrong time · 5 revoked · 6 refused otherwise · 7 engines \
            disagree · 8 no TLS session · 9 unreachable · 64 usage · 66 input unreadable · 70 internal · 73 can't create output · \
            74 input/output.
            """,
        version: "countersign \(Version.current) (GnuTLS \(Library.version))",
        subcommands: [
            VerifyCommand.self, CheckCommand.self, RootsCommand.self, BenchCommand.self, LabCommand.self, ConformanceCommand.self,
            SchemaCommand.self,
        ])

    /// Without a subcommand nothing is asked, and 0 would say "countersigned".
    func run() throws {
        throw InputProblem(code: .usage, text: "name a command, as in 'countersign verify HOST'; see 'countersign help'")
    }
}
