import Countersigning
import LocalFiles
import ArgumentParser
import GnuTLS
import ServerIdentity
import VerdictReport

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
    var engine: Engine = .swift

    @Option(help: "By which policy the Swift engine answers; GnuTLS has its own.")
    var policy: PolicyArgument = .default

    @Option(name: [.short, .long], help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var output: String?

    enum Engine: String, ExpressibleByArgument, CaseIterable {
        case swift, gnutls
    }

    func run() throws {
        let suite = try HostnameSuite.read(file)
        let matching: any HostnameMatching
        let name: String
        switch engine {
        case .swift: (matching, name) = (SwiftHostnameMatching(policy: policy.policy), "swift-\(Version.current)")
        case .gnutls:
            (matching, name) = (GnuTLSHostnameMatching(), "gnutls-\(PackageVersion.ofGnuTLS() ?? Library.version)")
        }
        let results: [JSONValue] = suite.vectors.map { vector in
            let (answer, context) = matching.answer(vector)
            return ["id": .string(vector.id), "actual": .string(answer.rawValue), "context": .optional(context)]
        }
        let document: JSONValue = ["version": .integer(1), "engine": .string(name), "results": .array(results)]
        if let output {
            try OutputFile.write(document.description + "\n", to: output)
        } else {
            try StandardOutput.write(document.description + "\n")
        }
    }
}
