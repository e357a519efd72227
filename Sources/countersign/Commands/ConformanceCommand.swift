import ArgumentParser
import Conformance
import Countersigning
import LocalFiles
import ServerIdentity

/// `countersign conformance limbo|pkits|hostnames FILE --engine …`
struct ConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conformance", abstract: "Run an engine over a test suite that others wrote, and write its answers as JSON.",
        subcommands: [
            LimboConformanceCommand.self, PKITSConformanceCommand.self, HostnamesConformanceCommand.self,
            TableConformanceCommand.self,
        ])

    func run() throws {
        throw InputProblem(
            code: .usage, text: "name a command, as in 'countersign conformance limbo FILE'; see 'countersign help conformance'")
    }
}

/// `countersign conformance hostnames FILE --engine swift|gnutls`
struct HostnamesConformanceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hostnames", abstract: "Service-identity cases: does this certificate belong to this name?",
        discussion:
            "Writes {\"version\",\"engine\",\"results\":[{\"id\",\"actual\",\"context\"}]}; actual is match, mismatch or invalid.")

    @Argument(help: ArgumentHelp("The suite: .json, or .json.xz if the program xz is there.", valueName: "file"))
    var file: String

    @Option(help: "Which engine answers.")
    var engine: HostnameEngineName = .swift

    @Option(help: "By which policy the Swift engine answers; GnuTLS has its own.")
    var policy: PolicyArgument = .default

    @Option(name: [.short, .long], help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var output: String?

    func run() throws {
        let suite = try HostnameSuite.read(file)
        let document = engine.matching(policy: policy.policy).document(of: suite, label: engine.label)
        if let output {
            try OutputFile.write(document.description + "\n", to: output)
        } else {
            try StandardOutput.write(document.description + "\n")
        }
    }
}
