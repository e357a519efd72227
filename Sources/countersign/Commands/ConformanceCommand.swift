import ArgumentParser
import Conformance
import Countersigning
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

/// `countersign conformance limbo FILE --engine swift|gnutls|countersigned`
struct LimboConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limbo", abstract: "x509-limbo: is this chain valid for this name at this time?",
        discussion: """
            Writes {"version","harness","results":[{"id","actual_result","context"}]}, the result format of the suite; actual_result is SUCCESS, \
            FAILURE or SKIPPED, and an engine that could not judge did not accept. The policy is the preset that a case names; else webpki or \
            rfc5280 by x509-limbo's namespaces, default for other projects' cases. A damaged case is SKIPPED with the reason: exit code 66.
            """)

    @OptionGroup var options: SuiteOptions

    func run() async throws { try await options.run(.limbo) }
}

/// `countersign conformance pkits FILE --engine swift|gnutls|countersigned`
struct PKITSConformanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pkits", abstract: "NIST PKITS: path validation with certificate policies and CRLs, without names.",
        discussion: """
            Writes {"version","engine","results":[{"id","actual","context"}]}; actual is valid, invalid or skipped, and an engine that could not \
            judge did not accept. The suite's policy is default; purpose, revocation and certificate policies are those of each test. \
            A damaged test is skipped with the reason, and the command ends with 66.
            """)

    @OptionGroup var options: SuiteOptions

    func run() async throws { try await options.run(.pkits) }
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
    var policy: Policy = .default

    @Option(name: [.short, .long], help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var output: String?

    func run() throws {
        let suite = try HostnameSuite.read(file)
        let document = engine.matching(policy: policy).document(of: suite, label: engine.label)
        try StandardOutput.write(document.description + "\n", orTo: output)
    }
}
