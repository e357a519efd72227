import Countersigning
import ArgumentParser
import LocalFiles
import Glibc
import ServerIdentity
import VerdictReport

extension Countersign {
    /// Runs a command; every error ends with its exit code after one line that says what is wrong. A monitor that asked for `--nagios` gets its
    /// own line and UNKNOWN instead, whatever went wrong.
    static func main() async {
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

    /// Ends the process without the libraries' own clean-up: a thread may still be inside GnuTLS, closing a connection that was given up.
    /// Everything was written by then, without a buffer.
    private static func leave(_ code: Int32) -> Never { Glibc._exit(code) }

    private static func end(with problem: InputProblem) -> Never {
        endForNagios(problem.text)
        StandardError.write("countersign: \(problem.text)\n")
        leave(ExitStatus(of: .unusable(problem)).rawValue)
    }

    private static func endForNagios(_ text: String) {
        guard CommandLine.arguments.contains("--nagios") else { return }
        let line = "UNKNOWN - \(EscapedText(text))".replacing("|", with: "\\x7c")
        try? StandardOutput.write(line + "\n")
        leave(NagiosReport.State.unknown.rawValue)
    }
}
