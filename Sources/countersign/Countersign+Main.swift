import ArgumentParser
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
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let problem as InputProblem {
            endForNagios(problem.text)
            StandardError.write("countersign: \(problem.text)\n")
            exit(withError: ExitCode(ExitStatus(of: .unusable(problem)).rawValue))
        } catch {
            if !(error is ExitCode), !exitCode(for: error).isSuccess { endForNagios(message(for: error)) }
            exit(withError: error)
        }
    }

    private static func endForNagios(_ text: String) {
        guard CommandLine.arguments.contains("--nagios") else { return }
        let line = "UNKNOWN - \(EscapedText(text))".replacing("|", with: "\\x7c")
        try? StandardOutput.write(line + "\n")
        exit(withError: ExitCode(NagiosReport.State.unknown.rawValue))
    }
}
