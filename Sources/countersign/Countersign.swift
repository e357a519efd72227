import ArgumentParser
import Countersigning
import Glibc
import GnuTLS
import LocalFiles
import ServerIdentity
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

    /// Runs a command; every error ends with its exit code after one line that says what is wrong. A monitor that asked
    /// for `--nagios` gets its own line and UNKNOWN instead, whatever went wrong.
    static func main() async {
        StandardDescriptors.open()
        // Whoever reads our output may leave at any time: that is an error of a write, never a signal.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parsed(CommandLineWords(Array(CommandLine.arguments.dropFirst())))
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            leave(0)
        } catch let problem as InputProblem {
            end(with: problem)
        } catch let problem as FileProblem {
            end(with: InputProblem(problem))
        } catch let code as ExitCode {
            leave(code.rawValue)
        } catch {
            if !exitCode(for: error).isSuccess { endForNagios(message(for: error)) }
            exit(withError: error)
        }
    }

    /// The command that the words name, ready to run.
    private static func parsed(_ words: CommandLineWords) throws -> any ParsableCommand {
        if words.needsCheck { return try parseAsRoot(words.checked()) }
        do { return try parseAsRoot() } catch  where !exitCode(for: error).isSuccess {
            // A word that is no option is the better reason.
            _ = try words.checked()
            throw error
        }
    }

    /// Ends the process without the libraries' own clean-up: a thread may still be inside GnuTLS, closing a connection
    /// that was given up. Everything was written by then, without a buffer.
    private static func leave(_ code: Int32) -> Never { Glibc._exit(code) }

    private static func end(with problem: InputProblem) -> Never {
        endForNagios(problem.text)
        StandardError.write("countersign: \(problem.text)\n")
        leave(problem.exitStatus.rawValue)
    }

    private static func endForNagios(_ text: String) {
        guard CommandLine.arguments.contains("--nagios") else { return }
        let line = "UNKNOWN - \(EscapedText(text))".replacing("|", with: "\\x7c")
        try? StandardOutput.write(line + "\n")
        leave(NagiosReport.State.unknown.rawValue)
    }
}
